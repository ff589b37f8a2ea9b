import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { hasSet, imagesOfTar, setPath } from "./sets.fixture.ts";
import type { DerivedVignette, ImageInput } from "./types.ts";
import { openVignettePool } from "./vignette-pool.ts";

const pool = openVignettePool({ processes: 2 });
afterAll(() => pool.close());

async function deriveAll(images: readonly ImageInput[]): Promise<DerivedVignette[]> {
  const results = await pool.derive(images);
  return results.map((result) => {
    if (!result.ok) throw new Error(`${result.name}: ${result.refused.message}`);
    return result;
  });
}

const imagesOfFolder = async (folder: string): Promise<ImageInput[]> => {
  const names = (await readdir(setPath(folder), { recursive: true })).filter((name) => /\.(jpe?g|png)$/i.test(name));
  return Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(setPath(folder), name)) })));
};

const count = <T>(values: readonly T[], is: (value: T) => boolean): number => values.filter(is).length;

describe.skipIf(!hasSet("zooscan-features.tar"))("400 ZooScan vignettes with a footer (shared data)", () => {
  test("each footer of 31 rows is cut, each bar says 1 mm", async () => {
    const vignettes = await deriveAll(await imagesOfTar("zooscan-features.tar"));
    expect(vignettes).toHaveLength(400);
    expect(count(vignettes, ({ footer }) => footer?.rows === 31 && footer.barMm === 1)).toBe(400);
    expect(count(vignettes, ({ pixelsPerMm }) => Math.abs((pixelsPerMm ?? 0) - 2400 / 25.4) < 3)).toBe(400);
  });
});

describe.skipIf(!hasSet("import"))("FlowCam vignettes with brackets and a footer (shared data)", () => {
  test("the footer goes, the bar says 100 µm", async () => {
    const vignettes = [
      ...(await imagesOfFolder("import/import_mixed_states")),
      ...(await imagesOfFolder("import/import_v_or_d_just_state")),
    ];
    const footers = (await deriveAll(vignettes)).map(({ footer }) => [footer?.how, footer?.barPx, footer?.barMm]);
    expect(footers).toEqual([
      ["bar and label", 11, 0.1],
      ["bar and label", 11, 0.1],
    ]);
  });
});

describe.skipIf(!hasSet("planktonset.tar"))("footerless sets (shared data)", () => {
  test("no footer is seen in PlanktonSet, and every vignette is its original", async () => {
    const vignettes = await deriveAll(await imagesOfTar("planktonset.tar", 8));
    expect(vignettes.length).toBeGreaterThan(3000);
    expect(count(vignettes, ({ footer, vignette }) => footer !== null || vignette.bytes !== null)).toBe(0);
    expect(count(vignettes, ({ polarity }) => polarity === "dark-on-light")).toBeGreaterThan(0.99 * vignettes.length);
  });

  test("nor in 1,527 colour vignettes on black, nor in UVP5, UVP6 and ZooScan crops", async () => {
    const pwssc = await deriveAll(await imagesOfTar("pwssc-subset.tar"));
    expect(count(pwssc, ({ footer, polarity }) => footer !== null || polarity !== "light-on-dark")).toBe(0);
    const others = await deriveAll(await imagesOfFolder("morphology"));
    expect(others.length).toBeGreaterThan(500);
    expect(count(others, ({ footer }) => footer !== null)).toBe(0);
  });
});
