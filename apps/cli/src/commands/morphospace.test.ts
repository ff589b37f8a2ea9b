import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRng } from "@nauplius/domain";
import { afterAll, expect, test } from "vitest";
import { diversity } from "./diversity.ts";
import { morphospace } from "./morphospace.ts";

const folder = mkdtempSync(join(tmpdir(), "nauplius-morphospace-"));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string, ...lines: readonly string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
};
const ask = (options: Record<string, unknown>) => ({ args: [], options, data: folder, json: true, signal: new AbortController().signal });
const usual = { preparation: "published", k: "200", starts: "2", groups: "6", seed: "1", threads: "1", out: join(folder, "out") };

test("morphospace writes its tables and sums up what it found", async () => {
  const rng = createRng(1);
  const rows = Array.from({ length: 400 }, (_, i) => [rng.normal(i % 2 === 0 ? 0 : 9), rng.normal(), `2020-0${1 + (i % 9)}-15`].join("\t"));
  const features = fileOf("f.tsv", "size\tgrey\tday", ...rows);
  const ending = await morphospace.run(ask({ ...usual, features, date: "day", preparation: "none" }));
  expect(ending).toMatchObject({ exit: 0, json: { individuals: 400, features: 2, samples: 9, morphs: 4 } });
  expect(existsSync(join(folder, "out/indices.csv"))).toBe(true);
});

test("morphospace tells wrong usage from bad input", async () => {
  const features = fileOf("bad.tsv", "area\tmean", "1\tx");
  await expect(morphospace.run(ask({ ...usual, features, preparation: "best" }))).rejects.toThrow(
    "--preparation: got best, expected published",
  );
  await expect(morphospace.run(ask({ ...usual, features, k: "many" }))).rejects.toThrow("--k: got many, expected a whole number from 1 up");
  await expect(morphospace.run(ask({ ...usual, features: join(folder, "gone.tsv") }))).rejects.toThrow("there is no file");
  const ending = await morphospace.run(ask({ ...usual, features }));
  expect(ending).toMatchObject({ exit: 1, json: { error: { code: "badInput" } } });
  expect(ending.text).toContain('bad.tsv, line 2, column mean: got "x", expected a number');
});

test("diversity prints plain numbers, and why some are null", async () => {
  const traits = fileOf("traits.csv", "species,x,y", "a,0,1", "b,2,1", "c,1,0", "d,1,2");
  const abundances = fileOf("abundances.csv", "site,a,b,c,d", "all,1,1,1,1", "one,5,0,0,0");
  const ending = await diversity.run(ask({ traits, abundances, scale: false }));
  expect(ending).toMatchObject({
    exit: 0,
    json: {
      sites: [
        { site: "all", species: 4, FRic: expect.closeTo(2, 12), FEve: 1, FDiv: 1 },
        { site: "one", FRic: null, FDis: 0, reasons: { FEve: "1 forms: at least 3 are needed" } },
      ],
    },
  });
  await expect(diversity.run(ask({ traits: join(folder, "gone.csv"), abundances }))).rejects.toThrow("there is no such file");
});

test("a recipe of one's own says which features take part and what is done to each", async () => {
  const rng = createRng(2);
  const rows = Array.from({ length: 300 }, () => [Math.exp(rng.normal()), rng.normal(), rng.normal()].map(String).join("\t"));
  const features = fileOf("own.tsv", "area\tmean\tnoise", ...rows);
  const recipe = fileOf("recipe.json", '{ "mean": { "trim": "left" }, "area": { "transform": "log10", "trim": "right", "share": 0.01 } }');
  const out = join(folder, "own");
  expect(await morphospace.run(ask({ ...usual, features, recipe, out }))).toMatchObject({ exit: 0, json: { features: 2 } });
  const { space } = JSON.parse(readFileSync(join(out, "space.json"), "utf8")) as { space: { preparation: { rules: object[] } } };
  expect(space.preparation.rules).toMatchObject([
    { feature: "area", transform: "log10", trim: "right", share: 0.01, low: null },
    { feature: "mean", transform: "none", trim: "left", share: 0.001, high: null },
  ]);
});

test("a recipe that is wrong is refused by the name of its feature", async () => {
  const features = fileOf("few.tsv", "area\tmean", "1\t2", "2\t3");
  const refusal = (text: string) => morphospace.run(ask({ ...usual, features, recipe: fileOf("wrong.json", text) }));
  await expect(refusal('{ "area": { "transform": "cube" } }')).rejects.toThrow(
    'area.transform: got "cube", expected one of none, log10, log1p, yeoJohnson',
  );
  await expect(refusal('{ "area": { "trim": "both", "share": 0.5 } }')).rejects.toThrow(
    "area.share: got 0.5, expected a number from 0 to 0.25",
  );
  await expect(refusal("{}")).rejects.toThrow("got no feature");
  await expect(refusal("{ area")).rejects.toThrow("not JSON");
  await expect(morphospace.run(ask({ ...usual, features, recipe: join(folder, "gone.json") }))).rejects.toThrow("cannot be read");
  const ending = await refusal('{ "areaa": {}, "mean": {} }');
  expect(ending).toMatchObject({ exit: 1, text: "the recipe names areaa, which the table does not have; of the recipe it has mean" });
});
