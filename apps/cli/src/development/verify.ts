// npm run verify: everything that can be known without a database or a browser, in under half a minute.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../place.ts";

type Check = { name: string; file: string; args: readonly string[] };
type Verdict = { name: string; code: number; seconds: number; output: string };

const binary = (name: string) => join(root, "node_modules/.bin", name);
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).devEngines.packageManager;
/** Turbo wants to find the project's package manager. */
const withPnpm = (...command: string[]) => ["exec", "--yes", `--package=pnpm@${version}`, "--", ...command];

const checks: readonly Check[] = [
  { name: "types", file: "npm", args: withPnpm(binary("turbo"), "run", "typecheck", "--output-logs=errors-only") },
  { name: "format and lint", file: binary("biome"), args: ["check", "--error-on-warnings", "."] },
  { name: "who imports whom", file: "npm", args: withPnpm(binary("turbo"), "boundaries") },
  { name: "nothing unused", file: binary("knip"), args: [] },
  {
    name: "pure tests",
    file: binary("vitest"),
    args: ["run", "--config", "packages/config/vitest.config.ts", "--project", "pure", "--reporter=default"],
  },
];

function judge({ name, file, args }: Check): Promise<Verdict> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const env = { ...process.env, npm_config_loglevel: "error", TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", NO_COLOR: "1" };
    const child = spawn(file, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"], shell: process.platform === "win32" });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.once("error", (error) => resolve({ name, code: 127, seconds: 0, output: error.message }));
    child.once("close", (code) => resolve({ name, code: code ?? 1, seconds: (performance.now() - startedAt) / 1000, output }));
  });
}

const verdicts = await Promise.all(checks.map(judge));
for (const { code, output } of verdicts) if (code !== 0) process.stderr.write(`${output.trimEnd()}\n`);
for (const { name, code, seconds } of verdicts) console.log(`${code === 0 ? "ok    " : "FAILED"} ${name} (${seconds.toFixed(1)} s)`);
process.exit(verdicts.every(({ code }) => code === 0) ? 0 : 1);
