import { type Problem, problem } from "../problem.ts";
import { readNamedTable } from "../text/named-table.ts";
import { readAmount, readWhole } from "./cells.ts";

/** Particles of one size in one metre of depth, as kept for concentrations: count / (images x volume of an image). */
export type ProfileRow = {
  /** Upper end of the metre. */
  readonly depth: number;
  /** Images in this metre, after the descent filter. */
  readonly images: number;
  readonly pixels: number;
  readonly count: number;
};

const columns = {
  depth: { names: ["depth"], read: readAmount, required: true },
  images: { names: ["imgcount"], read: readWhole, required: true },
  pixels: { names: ["area"], read: readWhole, required: true },
  count: { names: ["nbr"], read: readAmount, required: true },
} as const;

/** Reads a raw particle table of EcoPart (`*_PAR_raw_*.tsv`: depth, imgcount, area, nbr). */
export async function readParticleProfile(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
): Promise<{ rows: ProfileRow[]; problems: Problem[] }> {
  const rows: ProfileRow[] = [];
  const problems: Problem[] = [];
  const imagesAt = new Map<number, number>();
  for await (const event of readNamedTable(bytes, { file, columns, what: "a raw particle table" })) {
    if (event.kind === "problem") {
      problems.push(event.problem);
      continue;
    }
    const { depth, images, pixels, count } = event.row.values;
    if (depth === null || images === null || pixels === null || count === null) continue;
    const known = imagesAt.get(depth);
    if (known === undefined) imagesAt.set(depth, images);
    else if (known !== images) {
      const facts = { code: "doubtfulValue", file, line: event.row.line, column: "imgcount", value: String(images) } as const;
      problems.push(
        problem({
          ...facts,
          severity: "warning",
          what: `${depth} m has ${images} images here and ${known} above`,
          expected: "one number of images for a depth",
        }),
      );
    }
    rows.push({ depth, images, pixels, count });
  }
  return { rows, problems };
}

export type ProfileImage = { readonly depth: number; readonly particles: readonly { readonly pixels: number; readonly count: number }[] };

/** Adds up images of a cast metre by metre. An image that lies above an earlier one was taken while the ship rolled: it is left out when the
 *  descent filter is on, and so is its volume. */
export function createProfile({ descentFilter, depthOffset = 0 }: { descentFilter: boolean; depthOffset?: number }) {
  const metres = new Map<number, { images: number; sizes: Map<number, number> }>();
  let deepest = 0;
  let left = 0;
  return {
    add: ({ depth: measured, particles }: ProfileImage): void => {
      const depth = Math.max(0, measured + depthOffset);
      if (descentFilter && depth < deepest) {
        left += 1;
        return;
      }
      deepest = Math.max(deepest, depth);
      const metre = metres.get(Math.floor(depth)) ?? { images: 0, sizes: new Map<number, number>() };
      metre.images += 1;
      for (const { pixels, count } of particles) metre.sizes.set(pixels, (metre.sizes.get(pixels) ?? 0) + count);
      metres.set(Math.floor(depth), metre);
    },
    /** Images that the descent filter left out. */
    leftOut: (): number => left,
    /** Every metre with images, by depth; one without particles has a row of size 0, so that its volume counts. */
    rows: (): ProfileRow[] =>
      [...metres]
        .toSorted(([a], [b]) => a - b)
        .flatMap(([depth, { images, sizes }]) =>
          sizes.size === 0
            ? [{ depth, images, pixels: 0, count: 0 }]
            : [...sizes].toSorted(([a], [b]) => a - b).map(([pixels, count]) => ({ depth, images, pixels, count })),
        ),
  };
}
