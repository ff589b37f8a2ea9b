import { featuresBy } from "@nauplius/domain";
import type { FeatureEngine } from "../engine.ts";
import { type Columns, createBench, layOut } from "../shape/bench.ts";
import { type ChamferRoom, plainRoom } from "./chamfer-room.ts";
import { measureUvp6 } from "./uvp6.ts";
import { measureZooscan } from "./zooscan.ts";

export type CompatOptions = {
  /** Whose numbers: ZooProcess 8 for the ZooScan, or UVPapp. Default "zooscan". */
  readonly dialect?: "zooscan" | "uvp6";
  /** Edge of a pixel, um: ZooProcess takes thickness every 0.1 mm. Without it `thickr` has no value. */
  readonly pixelSize?: number;
  /** Where distance maps are made; a host with WebAssembly gives kernelRoom. Default plain TypeScript. */
  readonly room?: ChamferRoom;
};

/** Columns that only the UVP and generic writers have. */
const ofOthers = /_(mean|perim|area|range)$/;
/** Columns of ZooProcess that UVPapp does not write, or by definitions that are not published. */
const notUvp6 = new Set([
  ...["bx", "by", "xstart", "ystart", "fractal", "xmg5", "ymg5", "symetrieh", "symetriev", "symetriehc", "symetrievc", "convarea", "fcons"],
  ...["compentropy", "compmean", "compslope", "compm1", "compm2", "compm3", "thickr", "tag", "esd", "centroids", "cdexc"],
  ...["convarea_area", "symetrieh_area", "symetriev_area"],
]);

/** Names that the compat engine gives in a dialect, in the order of EcoTaxa tables. */
export const compatNames = (dialect: "zooscan" | "uvp6"): readonly string[] =>
  featuresBy("compat").filter((name) => (dialect === "uvp6" ? !notUvp6.has(name) : name === "%area" || !ofOthers.test(name)));

/** The columns of ZooProcess to the printed decimals (asWritten rounds them), or those of UVPapp that are known exactly.
 *  Source: ZooProcess 8.03 over ImageJ 1.41o; UVPapp 0.13. @throws RangeError where the pixel size is not above 0 */
export function compatEngine({ dialect = "zooscan", pixelSize, room = plainRoom() }: CompatOptions = {}): FeatureEngine {
  if (pixelSize !== undefined && !(pixelSize > 0)) throw new RangeError(`pixel size: expected um above 0, got ${pixelSize}`);
  const names = compatNames(dialect);
  const bench = createBench();
  const columns: Columns = {};
  const step = pixelSize === undefined ? 1 : Math.max(1, Math.floor(100 / pixelSize));
  return {
    names,
    measure: (region, out) => {
      if (!layOut(bench, region)) return false;
      if (dialect === "uvp6") measureUvp6(bench, columns);
      else measureZooscan(bench, room, step, columns);
      if (pixelSize === undefined) columns.thickr = Number.NaN;
      for (let i = 0; i < names.length; i++) {
        const value = columns[names[i]];
        out[i] = Number.isFinite(value) ? value : Number.NaN;
      }
      return true;
    },
  };
}
