import type { Problem } from "../problem.ts";
import type { UvpInstant } from "./cells.ts";
import { readUvp6Particles } from "./particles.ts";
import { readUvp5Images, readUvp5Particles } from "./uvp5.ts";

/** Files of one cast in which particles are counted image by image. */
export type CastFiles = { /** What the cast is called in its files. */ readonly name: string } & (
  | { readonly kind: "uvp6"; readonly file: string }
  | { readonly kind: "uvp5"; readonly images: string; readonly particles: string; readonly form: "bru1" | "bru" }
);

/** One image of a cast, and the particles in it by their size. */
export type CastImage = {
  /** ISO 8601, UTC. */
  readonly at: string | null;
  /** m */
  readonly depth: number | null;
  readonly lit: boolean;
  readonly state: "measured" | "empty" | "overexposed";
  /** px */
  readonly areas: readonly number[];
  readonly counts: readonly number[];
  /** Mean grey of the particles of each size. */
  readonly greys: readonly number[];
};
export type CastEvent = { readonly kind: "image"; readonly image: CastImage } | { readonly kind: "problem"; readonly problem: Problem };

const baseOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** The casts whose particle tables lie among some files: `particules.csv` or `*_data.txt` of a UVP6; a `.bru` table beside its `_datfile.txt` or
 *  `.dat` of a UVP5. */
export function castFilesIn(names: readonly string[]): CastFiles[] {
  const casts: CastFiles[] = [];
  for (const file of names) {
    const base = baseOf(file);
    const folder = baseOf(folderOf(file))
      .replace(/\.zip$/i, "")
      .replace(/_particules?$/i, "");
    const [, data] = /^(.+)_data\.txt$/i.exec(base) ?? [];
    if (/^particules?\.csv$/i.test(base)) casts.push({ kind: "uvp6", name: folder, file });
    else if (data !== undefined) casts.push({ kind: "uvp6", name: data, file });
    const [, stem, form] = /^(.+)\.(bru1?)$/i.exec(base) ?? [];
    if (stem === undefined) continue;
    const images = names.find((name) => folderOf(name) === folderOf(file) && isImagesOf(baseOf(name), stem));
    // Raw files are named after their header; `.bru` files of work folders have the columns of `.bru1`.
    const isRaw = /^HDR/i.test(stem);
    if (images !== undefined)
      casts.push({
        kind: "uvp5",
        name: stem.replace(/^HDR/i, ""),
        images,
        particles: file,
        form: form?.toLowerCase() === "bru" && isRaw ? "bru" : "bru1",
      });
  }
  return casts;
}

const isImagesOf = (base: string, stem: string): boolean =>
  [`${stem}_datfile.txt`, `${stem}.dat`].some((name) => name.toLowerCase() === base.toLowerCase());

const isoOf = (at: UvpInstant | null): string | null =>
  at === null ? null : `${at.date}T${at.time}.${String(at.milliseconds).padStart(3, "0")}Z`;

/** Images of a cast in the order of its file, which is that of time. */
export async function* readCast(cast: CastFiles, open: (file: string) => AsyncIterable<Uint8Array>): AsyncGenerator<CastEvent> {
  if (cast.kind === "uvp5") {
    yield* readUvp5Cast(cast, open);
    return;
  }
  for await (const event of readUvp6Particles(open(cast.file), baseOf(cast.file))) {
    if (event.kind === "problem") {
      yield event;
      continue;
    }
    const { at, depth, lit, state, particles } = event.image;
    const sizes = {
      areas: particles.map(({ pixels }) => pixels),
      counts: particles.map(({ count }) => count),
      greys: particles.map(({ meanGrey }) => meanGrey),
    };
    yield { kind: "image", image: { at: isoOf(at), depth, lit, state, ...sizes } };
  }
}

type Sums = Map<number, { count: number; grey: number }>;

async function* readUvp5Cast(
  { images, particles, form }: CastFiles & { kind: "uvp5" },
  open: (file: string) => AsyncIterable<Uint8Array>,
): AsyncGenerator<CastEvent> {
  const byImage = new Map<number, Sums>();
  for await (const event of readUvp5Particles(open(particles), baseOf(particles), form)) {
    if (event.kind === "problem") {
      yield event;
      continue;
    }
    const { image, area, meanGrey } = event.row;
    const sums: Sums = byImage.get(image) ?? new Map();
    const sum = sums.get(area) ?? { count: 0, grey: 0 };
    sums.set(area, { count: sum.count + 1, grey: sum.grey + meanGrey });
    byImage.set(image, sums);
  }
  for await (const event of readUvp5Images(open(images), baseOf(images))) {
    if (event.kind === "problem") {
      yield event;
      continue;
    }
    const { image, at, depth } = event.row;
    const sums = [...(byImage.get(image) ?? [])].sort(([a], [b]) => a - b);
    const sizes = {
      areas: sums.map(([area]) => area),
      counts: sums.map(([, { count }]) => count),
      greys: sums.map(([, { count, grey }]) => grey / count),
    };
    yield { kind: "image", image: { at: isoOf(at), depth, lit: true, state: sums.length === 0 ? "empty" : "measured", ...sizes } };
  }
}

/** Which of these names a cast is of: the only one there is, or the one that its files are called after, whatever its letter case; else none. */
export function nameOfCast({ name }: CastFiles, names: readonly string[]): string | null {
  if (names.length === 1) return names[0] ?? null;
  const wanted = name.toLowerCase();
  return names.find((each) => each.toLowerCase() === wanted) ?? null;
}
