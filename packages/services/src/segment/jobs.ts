import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  putOverview,
  putPreview,
  putUnits,
  type SegmentationRow,
  segmentationById,
  segmentationOfRun,
  type UnitRow,
  unitById,
} from "@nauplius/db";
import { ok, refuse, segmentSettings, settingsOver, unitSettings, whyItWaits } from "@nauplius/domain";
import { importBatchOf } from "../import/import-batch.ts";
import { importInput, importSource } from "../import/input.ts";
import { type ImportDependencies, whileHeld } from "../import/job.ts";
import { batchName, type Located, locate } from "../import/locate.ts";
import type { RunHandle, RunOutcome } from "../run/execute.ts";
import type { Outcome } from "../verb.ts";
import { described, foundUnit, profileName, unitInput } from "./input.ts";
import { keepScan } from "./keep.ts";
import type { SegmentPorts } from "./ports.ts";

export type SegmentDependencies = ImportDependencies & { readonly segmentation: SegmentPorts };

const gone = () => refuse("gone", "the batch is no longer there");

/** Opens a batch and writes down what is in it: what waits for a person, with the reason, and what may start. */
export async function matchUnits(d: SegmentDependencies, handle: RunHandle): Promise<RunOutcome> {
  const batch = await segmentationOfRun(d.db, handle.run.id);
  if (batch === null) return gone();
  handle.progress({ step: "archive", done: 0, total: 0 });
  return withSource(d, batch, async ({ path, name }) => {
    const how = { profile: profileName.parse(batch.profile), name: batchName(name), signal: handle.signal };
    const matched = await d.segmentation.match(path, how);
    if (!matched.ok) return refuse("invalid", matched.error);
    const { units, facts } = matched.value;
    if (units.length === 0) return refuse("invalid", `there is nothing to segment in ${batch.name}: ${expected[how.profile]}`);
    const rows = units.map((unit) => ({ name: unit.name, unit, reason: unit.reason ?? "", suggestion: unit.suggestion }));
    const settings = segmentSettings.parse(batch.settings);
    const waiting = rows.filter(({ unit, reason }) => whyItWaits({ ...unit, reason }, settings, {}) !== null).length;
    await whileHeld({ db: d.db, handle }, (tx) => putUnits(tx, batch.id, rows, facts));
    return ok({ result: { units: units.length, waiting } });
  });
}

const expected = {
  zooscan: "expected TIFF scans beside scans of the empty tray",
  uvp5: "expected folders of vignettes",
  uvp6: "expected folders of vignettes",
  isiis: "expected AVIs or folders of frames, and a navigation table",
  planktoscope: "expected folders of frames",
  generic: "expected folders of images",
} as const;

async function withSource<T>(
  d: SegmentDependencies,
  batch: SegmentationRow,
  work: (located: Located) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const located = await locate(d, importSource.parse(batch.source));
  if (!located.ok) return located;
  try {
    return await work(located.value);
  } finally {
    await located.value.release();
  }
}

type Asked = { readonly batch: SegmentationRow; readonly row: UnitRow };

async function askedOf(d: SegmentDependencies, handle: RunHandle): Promise<Asked | null> {
  const { segmentationId, unitId } = unitInput.parse(handle.run.input);
  const [batch, row] = [await segmentationById(d.db, segmentationId), await unitById(d.db, unitId)];
  return batch === null || row === null || row.segmentationId !== batch.id ? null : { batch, row };
}

/** The unit as a person described it, and the settings of the batch under its own. */
function workOf({ batch, row }: Asked) {
  const { unit, settings } = described(foundUnit.parse(row.unit), row.settings);
  return { unit, profile: profileName.parse(batch.profile), settings: settingsOver(segmentSettings.parse(batch.settings), settings) };
}

/** With the archive of the file that a person gave in place of the unit's own; null: nobody did. */
async function withInstead<T>(
  d: SegmentDependencies,
  { row }: Asked,
  work: (instead: string | null) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const { instead } = unitSettings.parse(row.settings);
  if (instead === undefined) return work(null);
  const located = await locate(d, { from: "upload", upload: instead });
  if (!located.ok) return located;
  try {
    return await work(located.value.path);
  } finally {
    await located.value.release();
  }
}

/** Makes the picture on which people try thresholds. */
export async function previewUnit(d: SegmentDependencies, handle: RunHandle): Promise<RunOutcome> {
  const asked = await askedOf(d, handle);
  if (asked === null) return gone();
  handle.progress({ step: "preview", done: 0, total: 0 });
  const { unit, ...how } = workOf(asked);
  return withSource(d, asked.batch, ({ path }) =>
    withInstead(d, asked, async (instead) => {
      const made = await d.segmentation.preview(path, unit, { ...how, instead, signal: handle.signal });
      if (!made.ok) return refuse("invalid", made.error);
      await whileHeld({ db: d.db, handle }, (tx) => putPreview(tx, asked.row.id, made.value.picture, made.value.facts));
      return ok({ result: {} });
    }),
  );
}

/** Segments one unit into an archive on this machine and imports that: nothing is seen until all of it is there. A worker that dies while it
 *  segments or checks begins again; from then on the load goes on where it was. */
export async function segmentUnit(d: SegmentDependencies, handle: RunHandle): Promise<RunOutcome> {
  const asked = await askedOf(d, handle);
  if (asked === null) return gone();
  const { projectId } = unitInput.parse(handle.run.input);
  const input = importInput.parse({
    projectId,
    source: { from: "path", path: "segmented" },
    name: asked.row.name,
    options: { mode: "tsv" },
  });
  return importBatchOf({ ...d, locate: () => segmented(d, handle, asked) }, handle, input);
}

async function segmented(d: SegmentDependencies, handle: RunHandle, asked: Asked): Promise<Outcome<Located>> {
  const { unit, ...how } = workOf(asked);
  const place = await mkdtemp(join(tmpdir(), "nauplius-segment-"));
  const release = () => rm(place, { recursive: true, force: true });
  const onProgress = (share: number | null): void =>
    handle.progress({ step: "segment", done: Math.round(100 * (share ?? 0)), total: share === null ? 0 : 100 });
  try {
    onProgress(0);
    const files = { out: join(place, "archive"), keep: join(place, "scan") };
    const done = await withSource(d, asked.batch, ({ path }) =>
      withInstead(d, asked, async (instead) => {
        const made = await d.segmentation.segment(path, unit, { ...how, ...files, instead, signal: handle.signal, onProgress });
        return made.ok ? ok(made.value) : refuse("invalid", made.error);
      }),
    );
    if (!done.ok) {
      await release();
      return done;
    }
    const { overview, scan } = done.value;
    if (overview !== null) await whileHeld({ db: d.db, handle }, (tx) => putOverview(tx, asked.row.id, overview.picture, overview.facts));
    if (scan !== null) await keepScan(d, handle, scan);
    const { objects, images, seconds, rejected, problems, pixelSize } = done.value;
    const why = Object.entries(rejected).flatMap(([reason, count]) => (count > 0 ? [`${reason} ${count}`] : []));
    await handle.note(
      `${objects} objects of ${images} images in ${seconds.toFixed(1)} s, ${Number(pixelSize.toPrecision(6))} um a pixel${why.length > 0 ? `; left out: ${why.join(", ")}` : ""}`,
    );
    for (const problem of problems.slice(0, 200)) await handle.note(problem, "warning");
    return ok({ path: join(place, "archive"), name: asked.row.name, release });
  } catch (error) {
    await release();
    throw error;
  }
}
