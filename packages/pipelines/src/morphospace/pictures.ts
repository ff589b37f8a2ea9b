import type { Tiling } from "@nauplius/ecology";
import type { Grey } from "@nauplius/imaging";
import { openPool } from "../threads/pool.ts";
import { encodePng } from "../vignette/encode.ts";
import type { FormInput } from "./pictures.tasks.ts";

export type FormDrawer = {
  /** The mean image of these vignettes; null where none shows anything, or a picture cannot be read. */
  readonly draw: (input: FormInput) => Promise<Grey | null>;
  readonly close: () => Promise<void>;
};

/** Mean images are drawn in processes: a picture that was damaged in the storage takes nothing else with it. */
export function openFormDrawer(size: number, signal?: AbortSignal): FormDrawer {
  const pool = openPool<typeof import("./pictures.tasks.ts")>({
    ...{ module: new URL("./pictures.tasks.ts", import.meta.url), size: Math.max(1, size), isolation: "process" },
  });
  return {
    draw: async (input) => {
      const bytes = input.images.reduce((sum, image) => sum + image.bytes.byteLength, 0);
      const result = await pool.run("drawForm", input, { signal, bytes });
      signal?.throwIfAborted();
      return result.ok ? result.value : null;
    },
    close: () => pool.close(),
  };
}

export type TilingSize = { readonly columns: number; readonly rows: number; readonly side: number };

/** One picture of all tiles, the highest row on top; empty places stay white. */
export async function drawTiles(
  { tiles }: Tiling,
  forms: readonly (Grey | null)[],
  { columns, rows, side }: TilingSize,
): Promise<Uint8Array> {
  const width = columns * side;
  const data = new Uint8Array(width * rows * side).fill(255);
  for (const [at, { column, row }] of tiles.entries()) {
    const form = forms[at];
    if (form == null) continue;
    const corner = (rows - 1 - row) * side * width + column * side;
    for (let y = 0; y < side; y++) data.set(form.data.subarray(y * side, (y + 1) * side), corner + y * width);
  }
  return (await encodePng({ data, width, height: rows * side, channels: 1 })).bytes;
}
