import {
  holdSegmentation,
  holdUnit,
  insertRun,
  insertSegmentation,
  moveRun,
  previewOf,
  projectOfSegmentation,
  projectOfUnit,
  runById,
  type SegmentationRow,
  segmentationById,
  segmentationsOf,
  setPreviewRun,
  setSegmentationSettings,
  setUnitSettings,
  type UnitRow,
  unitById,
  unitsOf,
} from "@nauplius/db";
import {
  isOver,
  mayRetry,
  ok,
  projectId,
  type RunId,
  refuse,
  segmentSettings,
  settingsOver,
  settingsProblem,
  unitSettings,
} from "@nauplius/domain";
import { z } from "zod";
import { actingUser, type Context } from "../context.ts";
import { importSource } from "../import/input.ts";
import { allowedSource } from "../import/start.ts";
import { deliver } from "../run/verbs.ts";
import { transact } from "../transact.ts";
import { verb } from "../verb.ts";
import { foundUnit, mayStart, profileName, segmentationId, unitId } from "./input.ts";

const ofSegmentation = (ctx: Context, i: { segmentationId: number }) => projectOfSegmentation(ctx.db, i.segmentationId);
const ofUnit = (ctx: Context, i: { unitId: number }) => projectOfUnit(ctx.db, i.unitId);
const gone = (what: string) => refuse("notFound", `there is no such ${what}`);

/** Opens a batch: a worker puts its files beside their metadata; nothing is segmented until a person says so. */
export const startSegmentation = verb({
  name: "segment.start",
  permission: "import.run",
  input: z.strictObject({
    projectId,
    profile: profileName,
    source: importSource,
    /** What the batch is called. */
    name: z.string().trim().min(1).max(255),
    settings: segmentSettings.default({}),
  }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => {
    const wrong = settingsProblem(i.profile, i.settings);
    if (wrong !== null) return refuse("invalid", wrong);
    const source = await allowedSource(ctx, i.source);
    if (!source.ok) return source;
    const now = ctx.clock.now();
    const createdBy = actingUser(ctx);
    const made = await ctx.db.transaction(async (tx) => {
      const run = await insertRun(tx, { kind: "matchUnits", projectId: i.projectId, createdBy, input: { name: i.name }, now });
      return { run, segmentation: await insertSegmentation(tx, { ...i, createdBy, createdAt: now, runId: run }) };
    });
    await deliver(ctx, { id: made.run, kind: "matchUnits" });
    return ok(made);
  },
});

export const listSegmentations = verb({
  name: "segment.list",
  permission: "import.run",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => ok(await segmentationsOf(ctx.db, i.projectId)),
});

const shownUnit = ({ unit, ...row }: UnitRow) => ({ ...row, found: foundUnit.parse(unit) });

export const readSegmentation = verb({
  name: "segment.read",
  permission: "import.run",
  input: z.strictObject({ segmentationId }),
  project: ofSegmentation,
  run: async (ctx, i) => {
    const batch = await segmentationById(ctx.db, i.segmentationId);
    if (batch === null) return gone("batch");
    return ok({ ...batch, units: (await unitsOf(ctx.db, i.segmentationId)).map(shownUnit) });
  },
});
export type SegmentationView = SegmentationRow & { readonly units: readonly ReturnType<typeof shownUnit>[] };

/** Looks into the batch again: header tables may be there now that were not before. */
export const matchAgain = verb({
  name: "segment.match",
  permission: "import.run",
  input: z.strictObject({ segmentationId }),
  project: ofSegmentation,
  run: async (ctx, i) => {
    const batch = await segmentationById(ctx.db, i.segmentationId);
    if (batch === null) return gone("batch");
    const moved = await moveRun(ctx.db, batch.runId, ["done", "failed", "cancelled", "refused"], "queued", {
      cancelAt: null,
      finishedAt: null,
    });
    if (!moved) return refuse("conflict", "the batch is being opened just now");
    await deliver(ctx, { id: batch.runId, kind: "matchUnits", attempts: await attemptsOf(ctx, batch.runId) });
    return ok({ queued: true });
  },
});

const attemptsOf = async (ctx: Context, run: RunId): Promise<number> => (await runById(ctx.db, run))?.attempts ?? 0;

/** What somebody else wrote since a person looked is not written over. */
const changed = (seen: object | undefined, now: object): boolean => seen !== undefined && JSON.stringify(seen) !== JSON.stringify(now);
const changedMeanwhile = (name: string) =>
  refuse("conflict", `the settings of ${name} were changed by somebody else meanwhile; look at them again`);

/** What a person says about one unit; what is left out becomes the batch's again. */
export const describeUnit = verb({
  name: "segment.describe",
  permission: "import.run",
  input: z.strictObject({ unitId, settings: unitSettings, seen: unitSettings.optional() }),
  project: ofUnit,
  run: async (ctx, i) => {
    const before = await unitById(ctx.db, i.unitId);
    const { instead } = i.settings;
    if (before !== null && instead !== undefined && instead !== unitSettings.parse(before.settings).instead) {
      const { file } = foundUnit.parse(before.unit);
      if (file === null) return refuse("invalid", `instead: ${before.name} is a folder, expected a unit of one file`);
      const allowed = await allowedSource(ctx, { from: "upload", upload: instead });
      if (!allowed.ok) return allowed;
    }
    return ctx.db.transaction(async (tx) => {
      const row = await holdUnit(tx, i.unitId);
      if (row === null) return gone("unit");
      if (row.run !== null && !mayRetry(row.run.state))
        return refuse("conflict", `${row.name} is ${row.run.state}; its settings stay as they are`);
      if (changed(i.seen, unitSettings.parse(row.settings))) return changedMeanwhile(row.name);
      const batch = await segmentationById(tx, row.segmentationId);
      if (batch === null) return gone("batch");
      const ofBatch = segmentSettings.parse(batch.settings);
      const wrong = settingsProblem(profileName.parse(batch.profile), settingsOver(ofBatch, i.settings));
      if (wrong !== null) return refuse("invalid", wrong);
      await setUnitSettings(tx, i.unitId, i.settings);
      return ok({ mayStart: mayStart(foundUnit.parse(row.unit), row.reason, ofBatch, i.settings) });
    });
  },
});

/** Settings of the whole batch: units that did not start yet follow them. */
export const setSegmentation = verb({
  name: "segment.settings",
  permission: "import.run",
  input: z.strictObject({ segmentationId, settings: segmentSettings, seen: segmentSettings.optional() }),
  project: ofSegmentation,
  run: async (ctx, i) => {
    return transact<{ set: boolean }>(ctx.db, async (tx) => {
      const batch = await holdSegmentation(tx, i.segmentationId);
      if (batch === null) return gone("batch");
      if (changed(i.seen, segmentSettings.parse(batch.settings))) return changedMeanwhile(batch.name);
      const wrong = settingsProblem(profileName.parse(batch.profile), i.settings);
      if (wrong !== null) return refuse("invalid", wrong);
      await setSegmentationSettings(tx, i.segmentationId, i.settings);
      return ok({ set: true });
    });
  },
});

/** Asks for the picture of a unit on which thresholds are tried. */
export const previewSegmentation = verb({
  name: "segment.preview",
  permission: "import.run",
  input: z.strictObject({ unitId }),
  project: ofUnit,
  run: async (ctx, i, grant) => {
    const made = await ctx.db.transaction(async (tx) => {
      const row = await holdUnit(tx, i.unitId);
      if (row === null) return null;
      if (row.previewRunId !== null && row.previewRun !== null && !isOver(row.previewRun.state))
        return { run: row.previewRunId, fresh: false };
      const input = { projectId: grant.project, segmentationId: row.segmentationId, unitId: i.unitId, name: row.name };
      const run = await insertRun(tx, {
        kind: "previewUnit",
        projectId: grant.project,
        createdBy: actingUser(ctx),
        input,
        now: ctx.clock.now(),
      });
      await setPreviewRun(tx, i.unitId, run);
      return { run, fresh: true };
    });
    if (made === null) return gone("unit");
    if (made.fresh) await deliver(ctx, { id: made.run, kind: "previewUnit" });
    return ok({ run: made.run });
  },
});

/** The picture (PNG, base 64) with its place and scale; null where there is none yet. */
export const readPreview = verb({
  name: "segment.picture",
  permission: "import.run",
  input: z.strictObject({ unitId }),
  project: ofUnit,
  run: async (ctx, i) => {
    const [row, picture] = [await unitById(ctx.db, i.unitId), await previewOf(ctx.db, i.unitId)];
    if (row === null) return gone("unit");
    return ok({ png: picture === null ? null : Buffer.from(picture).toString("base64"), facts: row.previewFacts, run: row.previewRun });
  },
});
