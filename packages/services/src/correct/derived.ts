import { acquisitionsFor, noteEdits, replaceSamples, samplesOfObjects, type Tx, writeCells } from "@nauplius/db";
import type { BatchId, Level, ProjectId } from "@nauplius/domain";
import { dialectOf, pixelSizeOf, subPartOf } from "../import/load/settings.ts";

type To = { readonly project: ProjectId; readonly batch: BatchId };

/** Fields of objects from which a sample's place, time and depth follow. */
const placing = new Set(["lat", "lon", "date", "time", "depth_min", "depth_max"]);

/** What follows from changed values is computed again in the same transaction, and noted in the same batch. */
export async function recompute(tx: Tx, to: To, level: Level, field: string, ids: readonly number[]): Promise<void> {
  if (level === "object") {
    if (placing.has(field)) await placeAgain(tx, to, await samplesOfObjects(tx, ids));
    return;
  }
  if (level === "sample") return;
  const fixed = level === "acquisition" ? ["pixel_size", "sub_part", "id"] : ["dialect", "id"];
  if (!fixed.includes(field)) await deriveAgain(tx, to, level, ids);
}

export async function placeAgain(tx: Tx, to: To, samples: readonly number[]): Promise<void> {
  const changes = await replaceSamples(tx, samples);
  for (const field of new Set(changes.map((c) => c.field)))
    await noteEdits(
      tx,
      { ...to, level: "sample", field },
      changes.filter((c) => c.field === field),
    );
}

/** Pixel size, sub-sampling part and dialect follow from the settings that the files gave, where those say anything. */
async function deriveAgain(tx: Tx, to: To, level: "acquisition" | "process", ids: readonly number[]): Promise<void> {
  for (const a of await acquisitionsFor(tx, level, ids)) {
    const settings = { acquisition: a.acquisition, process: a.process, instrument: a.instrument, bundlePixel: null };
    const pixelSize = pixelSizeOf(settings).um;
    const subPart = subPartOf(settings);
    const dialect = dialectOf(settings);
    if (pixelSize !== null && pixelSize !== a.pixelSize)
      await writeCells(tx, { ...to, level: "acquisition", field: "pixel_size" }, [{ id: a.id, value: pixelSize }]);
    if (subPart !== null && subPart !== a.subPart)
      await writeCells(tx, { ...to, level: "acquisition", field: "sub_part" }, [{ id: a.id, value: subPart }]);
    if (a.processId !== null && dialect !== a.dialect && dialect !== "unknown")
      await writeCells(tx, { ...to, level: "process", field: "dialect" }, [{ id: a.processId, value: dialect }]);
  }
}
