import { borderGrey, compatEngine, createScratch, type FeatureEngine, kernelRoom, objectInPicture, saneEngine } from "@nauplius/imaging";
import { openKernels } from "../src/segment/kernels.ts";
import { decodeGrey } from "../src/vignette/decode.ts";

export type Work = { readonly images: readonly Uint8Array[]; readonly engine: "compat" | "sane" | "none" };
/** Objects, milliseconds of processor by stage. */
export type Done = { readonly objects: number; readonly decode: number; readonly mask: number; readonly features: number };

const mapBytes = 8 * 1024 * 1024;
const kernels = openKernels(mapBytes + 64, false);
const engines: Record<string, FeatureEngine> = {
  compat: compatEngine({ pixelSize: 51.3, room: kernelRoom(kernels.chamfer, kernels.bytes.buffer, 64, mapBytes) }),
  sane: saneEngine(),
};
const out = new Float64Array(200);
const scratch = createScratch();

/** Grey levels by which an organism is darker than the ground of its vignette. */
const CONTRAST = 12;

/** Decodes vignettes, finds their objects and measures them, as `nauplius measure` does. */
export async function measure({ images, engine }: Work): Promise<Done> {
  const done = { objects: 0, decode: 0, mask: 0, features: 0 };
  for (const bytes of images) {
    const start = performance.now();
    const grey = await decodeGrey(bytes);
    const decoded = performance.now();
    done.decode += decoded - start;
    if (!grey.ok) throw new Error(grey.error.message);
    const region = objectInPicture(grey.value, { sense: "dark", threshold: borderGrey(grey.value) - CONTRAST }, scratch);
    const found = performance.now();
    done.mask += found - decoded;
    if (region !== undefined && engines[engine]?.measure(region, out) !== false) done.objects++;
    done.features += performance.now() - found;
  }
  return done;
}
