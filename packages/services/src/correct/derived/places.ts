import {
  heldPlaces,
  placesByObjects,
  rememberedPlaces,
  rememberPlaces,
  type SamplePlace,
  samplesOfObjects,
  samplesOfTargets,
  type Tx,
  writeCells,
  writeStale,
} from "@nauplius/db";
import type { Level } from "@nauplius/domain";
import type { Work } from "../work.ts";
import { sameList, staleAfter, type Verdict, verdict } from "./reconcile.ts";

export type To = Pick<Work, "project" | "batch">;

/** Fields of objects from which a sample's place, time and depth follow. */
const placing = new Set(["lat", "lon", "date", "time", "depth_min", "depth_max"]);
export const placesSamples = (level: Level, field: string): boolean => level === "object" && placing.has(field);
const fields = ["lat", "lon", "started_at", "depth_min", "depth_max"] as const;
export const isSamplePlace = (field: string): boolean => (fields as readonly string[]).includes(field);

/** Brings samples' place, time and depth into line with their objects, of which `was` is what they said before. Noted as following. */
export async function placeAgain(tx: Tx, to: To, was: readonly SamplePlace[], samples: readonly number[]): Promise<void> {
  const before = new Map(was.map((p) => [p.id, p]));
  const now = new Map((await placesByObjects(tx, samples)).map((p) => [p.id, p]));
  const edits = new Map<string, { id: number; value: string | number | null }[]>();
  const marks: { id: number; before: string[]; after: string[] }[] = [];
  for (const held of await heldPlaces(tx, samples)) {
    const said = now.get(held.id);
    // A sample that lost its last object stays where it was taken.
    if (said === undefined) continue;
    const verdicts: Record<string, Verdict> = {};
    for (const field of fields) {
      const value = said[field];
      const v = verdict(before.get(held.id)?.[field], value, held[field]);
      verdicts[field] = v;
      if (v === "follow") edits.set(field, [...(edits.get(field) ?? []), { id: held.id, value }]);
    }
    const stale = staleAfter(held.stale, verdicts);
    if (!sameList(stale, held.stale)) marks.push({ id: held.id, before: held.stale, after: stale });
  }
  for (const [field, rows] of edits) await writeCells(tx, { ...to, level: "sample", field, derived: true }, rows);
  await writeStale(tx, { ...to, level: "sample" }, marks);
}

/** In one transaction: how the samples of these objects are placed, before a change of the objects. */
export async function placedBefore(tx: Tx, objects: readonly number[]): Promise<SamplePlace[]> {
  const samples = await samplesOfObjects(tx, objects);
  const known = new Map((await placesByObjects(tx, samples)).map((p) => [p.id, p]));
  return samples.map((id) => known.get(id) ?? { id, lat: null, lon: null, started_at: null, depth_min: null, depth_max: null });
}

const nowhere = { lat: null, lon: null, started_at: null, depth_min: null, depth_max: null };

/** For runs in chunks: remembers how samples are placed, those of the staged objects and others that objects come to. */
export async function rememberTargets(tx: Tx, work: Work, also: readonly number[] = []): Promise<void> {
  await remember(tx, work, [...(await samplesOfTargets(tx, work.handle.run.id)), ...also]);
}

export async function remember(tx: Tx, work: Work, samples: readonly number[]): Promise<void> {
  const ids = [...new Set(samples)];
  const known = new Map((await placesByObjects(tx, ids)).map((p) => [p.id, p]));
  await rememberPlaces(
    tx,
    work.handle.run.id,
    ids.map((id) => known.get(id) ?? { id, ...nowhere }),
  );
}

/** At the end of a run in chunks: the samples that were remembered follow their objects. */
export async function placeRemembered(tx: Tx, work: Work, project = work.project): Promise<void> {
  const was = await rememberedPlaces(tx, work.handle.run.id);
  await placeAgain(
    tx,
    { project, batch: work.batch },
    was,
    was.map((p) => p.id),
  );
}
