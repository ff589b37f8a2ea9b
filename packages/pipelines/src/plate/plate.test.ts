import { englishPlateWords } from "@nauplius/domain";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { caption, layPlate, type PlateObject, paper } from "./layout.ts";
import { drawPlate } from "./plate.ts";

const object = (width: number, height: number, pixelSize: number | null = 10): PlateObject => ({ width, height, pixelSize });

describe("the layout of a plate", () => {
  test("draws every object at one scale, whatever its pixels are worth", () => {
    const { pages, magnification } = layPlate([object(100, 50, 10), object(50, 25, 20), object(10, 10, 10)]);
    const [a, b, c] = pages.flat();
    expect(a?.width).toBeCloseTo(b?.width ?? 0);
    expect((a?.width ?? 0) / (c?.width ?? 1)).toBeCloseTo(10);
    expect(a?.width).toBeCloseTo(magnification ?? 0);
  });

  test("has one bar of a round length, as long as that length is on the paper", () => {
    const { magnification, bar } = layPlate([object(200, 100)]);
    const um = Number(bar?.label.replace(" µm", "").replace(/ mm$/, "000"));
    expect(bar?.width).toBeCloseTo((um * (magnification ?? 0)) / 1000, 1);
    expect(bar?.width).toBeLessThanOrEqual(40);
  });

  test("keeps the order, within the page, without overlap", () => {
    const { pages } = layPlate(Array.from({ length: 300 }, (_, i) => object(30 + ((i * 37) % 200), 20 + ((i * 53) % 150))));
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flat().map((p) => p.object)).toEqual(Array.from({ length: 300 }, (_, i) => i));
    for (const page of pages)
      for (const [i, p] of page.entries()) {
        expect(p.x + p.cell).toBeLessThanOrEqual(paper.width - paper.margin + 1e-9);
        expect(p.y).toBeGreaterThanOrEqual(paper.margin + paper.head - 1e-9);
        expect(p.y + p.height + caption.height).toBeLessThanOrEqual(paper.height - paper.margin - paper.foot + 1e-9);
        for (const q of page.slice(0, i))
          expect(
            q.x + q.cell <= p.x + 1e-9 ||
              p.x + p.cell <= q.x + 1e-9 ||
              q.y + q.height + caption.height <= p.y + 1e-9 ||
              p.y + p.height + caption.height <= q.y + 1e-9,
          ).toBe(true);
      }
  });

  test("takes one giant onto a page, and makes no scale where nobody knows one", () => {
    const { pages } = layPlate([object(8000, 20_000), object(40, 40)]);
    expect(Math.max(...pages.flat().map((p) => p.height))).toBeLessThan(paper.height);
    expect(layPlate([object(40, 40, null)])).toMatchObject({ magnification: null, bar: null });
    expect(layPlate([])).toMatchObject({ pages: [] });
  });
});

describe("a plate", () => {
  const plate = async (count: number) => {
    const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#404040" } })
      .png()
      .toBuffer();
    const objects = Array.from({ length: count }, (_, i) => ({
      ...object(60, 40, 20),
      bytes: i === 1 ? new TextEncoder().encode("damaged") : bytes,
      taxon: "Calanus finmarchicus <female> & Größe",
      name: `tow_1_${i}`,
    }));
    return { objects, title: "Ligurian Sea", words: englishPlateWords, about: "project 1", made: new Date(0) };
  };
  const watch = { signal: new AbortController().signal, onPage: () => undefined };

  test("is a PNG a page at 300 dpi on which vignettes and letters are drawn; a damaged picture is left out", async () => {
    const { files, pages } = await drawPlate({ ...(await plate(3)), form: "png" }, watch);
    expect([pages, files.map((f) => f.name)]).toEqual([1, ["plate-1.png"]]);
    const image = sharp(files[0]?.bytes);
    expect(await image.metadata()).toMatchObject({ width: 2480, height: 3508, density: 300 });
    const { data, info } = await image.greyscale().raw().toBuffer({ resolveWithObject: true });
    const dark = (from: number, to: number) => {
      let n = 0;
      for (let y = from; y < to; y++) for (let x = 0; x < info.width; x++) if ((data[y * info.width + x] ?? 255) < 100) n += 1;
      return n;
    };
    // The head has a title and a bar; the vignettes stand below it.
    expect(dark(0, 350)).toBeGreaterThan(2000);
    expect(dark(350, 1000)).toBeGreaterThan(20_000);
  });

  test("says what it says in the words that it is given", async () => {
    const drawn = async (words = englishPlateWords) =>
      (await drawPlate({ ...(await plate(1)), words, form: "png" }, watch)).files[0]?.bytes;
    const english = await drawn();
    expect(Buffer.compare((await drawn()) ?? new Uint8Array(), english ?? new Uint8Array())).toBe(0);
    const french = { ...englishPlateWords, scale: "tous à la même échelle, {times} fois la taille réelle" };
    expect(Buffer.compare((await drawn(french)) ?? new Uint8Array(), english ?? new Uint8Array())).not.toBe(0);
  });

  test("is one PDF of all pages", async () => {
    const { files, pages } = await drawPlate({ ...(await plate(120)), form: "pdf" }, watch);
    const text = Buffer.from(files[0]?.bytes ?? []).toString("latin1");
    expect(text.startsWith("%PDF-1.")).toBe(true);
    expect(text.match(/\/Type \/Page\b/g)?.length).toBe(pages);
    expect(pages).toBeGreaterThan(1);
  });
});
