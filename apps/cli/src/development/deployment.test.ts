import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { cliEnv } from "../env.ts";
import { root } from "../place.ts";

const read = (name: string) => readFileSync(join(root, name), "utf8");
const load = async (path: string): Promise<Record<string, z.ZodObject>> => import(pathToFileURL(join(root, path)).href);
const { webEnv = z.object({}) } = await load("apps/web/src/server/env.ts");
const { workerEnv = z.object({}) } = await load("apps/worker/src/env.ts");
const schemas = { web: webEnv, worker: workerEnv, migrate: cliEnv };
const namesOf = (schema: z.ZodObject) => Object.keys(schema.shape);

const service = z.object({
  image: z.string(),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  working_dir: z.string().optional(),
  environment: z.record(z.string(), z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
});
const compose = z
  .object({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.null()) })
  .parse(parse(read("docker-compose.yml"), { merge: true }));
const serviceOf = (name: string) => service.parse(compose.services[name]);

describe(".env.example", () => {
  const lines = read(".env.example").matchAll(/^#([A-Z][A-Z0-9_]*)=(.*)$/gm);
  const example = new Map([...lines].map(([, name = "", value = ""]) => [name, value]));

  test("names exactly what web, worker and command line read", () => {
    const names = new Set(Object.values(schemas).flatMap(namesOf));
    expect([...example.keys()].sort()).toEqual([...names].sort());
  });

  test("shows values that the programs take, and their defaults", () => {
    for (const schema of Object.values(schemas)) {
      for (const [name, field] of Object.entries(schema.shape)) {
        const shown = example.get(name) ?? "";
        const byDefault = z.safeParse(field, undefined);
        const asShown = z.safeParse(field, shown);
        if (shown !== "") expect(asShown.success, `${name}=${shown}`).toBe(true);
        if (byDefault.success && byDefault.data !== undefined) expect(asShown.data ?? byDefault.data, name).toEqual(byDefault.data);
      }
    }
  });
});

describe("docker-compose.yml", () => {
  test.each(Object.keys(schemas) as (keyof typeof schemas)[])("%s is given only what it reads, and all that it needs", (name) => {
    const environment = serviceOf(name).environment ?? {};
    expect(namesOf(schemas[name])).toEqual(expect.arrayContaining(Object.keys(environment)));
    const filled = Object.entries(environment).map(([key, value]) => [key, substituted(value)]);
    const given = Object.fromEntries(filled.filter(([, value]) => value !== ""));
    expect(schemas[name].safeParse(given).error?.issues ?? []).toEqual([]);
  });

  test("points at services, volumes and files that there are", () => {
    for (const name of Object.keys(compose.services)) {
      const { depends_on = {}, volumes = [], entrypoint = [], working_dir } = serviceOf(name);
      for (const other of Object.keys(depends_on)) expect(Object.keys(compose.services)).toContain(other);
      for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(":")[0]);
      const folder = join(root, working_dir?.replace("/app", "") ?? "");
      for (const file of entrypoint.filter((word) => /\.m?[jt]s$/.test(word))) expect(existsSync(join(folder, file)), file).toBe(true);
    }
    const [command] = serviceOf("migrate").command ?? [];
    expect(existsSync(join(root, `apps/cli/src/commands/${command}.ts`))).toBe(true);
  });

  test("pins the images that it does not build", () => {
    for (const name of ["postgres", "redis"]) expect(serviceOf(name).image).toMatch(/:\d+\.\d+-/);
  });

  /** As compose fills in `${NAME:-default}` and `${NAME:?message}`. */
  function substituted(value: string): string {
    return value.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name, kind, rest) => (kind === "-" ? rest : `${name}-${"x".repeat(32)}`));
  }
});

describe("Dockerfile", () => {
  const instructions = read("Dockerfile")
    .replaceAll(/\\\n/g, " ")
    .split("\n")
    .filter((line) => /^[A-Z]+ /.test(line));
  const of = (word: string) => instructions.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

  test("is built on one pinned Node that Nauplius runs on", () => {
    const versions = of("FROM").map((line) => /^node:(\d+)\.(\d+)-\w+-slim/.exec(line));
    expect(new Set(versions.map((version) => version?.[0])).size).toBe(1);
    expect(Number(versions[0]?.[1])).toBeGreaterThanOrEqual(20);
  });

  test("copies from stages that there are, and runs files that there are", () => {
    const stages = of("FROM").map((line) => / AS (\w+)$/.exec(line)?.[1]);
    for (const line of of("COPY")) expect([undefined, ...stages]).toContain(/--from=(\w+)/.exec(line)?.[1]);
    const entrypoint: string[] = JSON.parse(of("ENTRYPOINT")[0] ?? "[]");
    expect(existsSync(join(root, entrypoint[1] ?? "missing"))).toBe(true);
    const [command, ...options]: string[] = JSON.parse(of("CMD")[0] ?? "[]");
    expect(existsSync(join(root, `apps/cli/src/commands/${command}.ts`))).toBe(true);
    expect(options).toEqual(["--no-open"]);
  });

  test("runs as an ordinary user, with an environment that the programs read", () => {
    expect(of("USER").at(-1)).toBe("node");
    const names = of("ENV").flatMap((line) => line.split(" ").map((pair) => pair.split("=")[0]));
    expect([...namesOf(cliEnv), "NODE_ENV", "NEXT_TELEMETRY_DISABLED", "TZ"]).toEqual(expect.arrayContaining(names));
  });

  test("leaves out of the image what is made in it, and what is secret", () => {
    const ignored = read(".dockerignore").split("\n");
    expect(ignored).toEqual(
      expect.arrayContaining(["**/node_modules", "**/.next", "**/.nauplius", ".env", ".git", "packages/db/src/generated"]),
    );
  });
});
