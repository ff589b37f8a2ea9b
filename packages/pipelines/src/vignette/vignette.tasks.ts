import type { Result } from "@nauplius/domain";
import type { VignetteSettings } from "@nauplius/imaging";
import type { BurnOptions } from "./burn.ts";
import { deriveVignette } from "./derive.ts";
import { once } from "./once.ts";
import type { DerivedVignette, Encoded, ImageInput, ImageRefusal, RefusedImage, VignetteLimits } from "./types.ts";

// Ctrl-C reaches the whole group: the parent stops its processes in order, an image must not look as if it had crashed its decoder.
if (process.send !== undefined) process.on("SIGINT", () => {});

const burning = once(() => import("./burn.ts"));

/** Images decoded at the same time in one process: while libvips works on one, the next is prepared. */
const AT_ONCE = 2;

async function mapSome<T, R>(values: readonly T[], run: (value: T) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(values.length);
  let next = 0;
  const work = async () => {
    for (let i = next++; i < values.length; i = next++) {
      const value = values[i];
      if (value !== undefined) results[i] = await run(value);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, values.length) }, work));
  return results;
}

export type Batch<T> = { readonly images: readonly T[]; readonly limits: VignetteLimits };

export const derive = ({ images, limits }: Batch<ImageInput>): Promise<(DerivedVignette | RefusedImage)[]> =>
  mapSome(images, (image) => deriveVignette(image, limits));

export type BurnInput = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly how: BurnOptions | { readonly settings: VignetteSettings };
};

export const burn = ({ images, limits }: Batch<BurnInput>): Promise<Result<Encoded, ImageRefusal>[]> =>
  mapSome(images, async ({ bytes, how }) => {
    const { applyVignetteSettings, burnScaleBar } = await burning();
    return "settings" in how ? applyVignetteSettings(bytes, how.settings, limits) : burnScaleBar(bytes, how, limits);
  });
