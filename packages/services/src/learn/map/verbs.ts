import { compileView, countMappable, insertRun, mapById, mapsOf, namesOf, pointsOf, runsAtWork, taxaByIds } from "@nauplius/db";
import {
  absent,
  defaultSort,
  type MapPoints,
  mapMethod,
  mapSource,
  mapSources,
  objectMapId,
  ok,
  projectId,
  refuse,
  states,
} from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../../access.ts";
import { actingUser } from "../../context.ts";
import { deliver } from "../../run/verbs.ts";
import { verb } from "../../verb.ts";
import { mappableBy } from "./source.ts";

/** The maps of a project, the newest first, and what another could be made from: how many objects, or why none. */
export const listMaps = verb({
  name: "map.list",
  permission: "object.read",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const view = await compileView(ctx.db, sightOf(grant), {}, defaultSort);
    const offers = await Promise.all(
      mapSources.map(async (source) => {
        const found = await mappableBy(ctx.db, view, source);
        if (!found.ok) return { source, objects: 0, reason: found.error.message };
        return { source, objects: await countMappable(ctx.db, view, found.value.of), model: found.value.model ?? null };
      }),
    );
    return ok({ maps: await mapsOf(ctx.db, i.projectId), offers });
  },
});

/** Asks for a map of the project's objects: a run lays them out and keeps them. One at a time. */
export const startMap = verb({
  name: "map.start",
  permission: "map.make",
  input: z.strictObject({
    projectId,
    source: mapSource.default("network"),
    method: mapMethod.default("umap"),
    seed: z.int().min(0).max(0xffff_ffff).default(1),
  }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, { projectId: project, ...input }, grant) => {
    const found = await mappableBy(ctx.db, await compileView(ctx.db, sightOf(grant), {}, defaultSort), input.source);
    if (!found.ok) return found;
    if ((await runsAtWork(ctx.db, "mapObjects", project)) > 0)
      return refuse("busy", "a map of this project is being made; wait for it, or cancel it");
    const run = await insertRun(ctx.db, {
      ...{ kind: "mapObjects", projectId: project, createdBy: actingUser(ctx), input, now: ctx.clock.now() },
    });
    await deliver(ctx, { id: run, kind: "mapObjects" });
    return ok({ run });
  },
});

/** The objects of a map that are in sight, in columns, with their labels of now. Taxa and samples are named once, most frequent first. */
export const mapPoints = verb({
  name: "map.points",
  permission: "object.read",
  input: z.strictObject({ mapId: objectMapId }),
  project: async (ctx, i) => (await mapById(ctx.db, i.mapId))?.projectId ?? null,
  run: async (ctx, i, grant) => {
    const sight = sightOf(grant);
    const rows = await pointsOf(ctx.db, sight, i.mapId);
    const taxa = placesOf(rows.flatMap(({ taxonId }) => (taxonId === null ? [] : [taxonId])));
    const samples = placesOf(rows.map(({ sampleId }) => sampleId));
    const n = rows.length;
    const points: MapPoints = {
      ids: new Float64Array(n),
      ...{ x: new Float32Array(n), y: new Float32Array(n) },
      ...{ taxon: new Uint16Array(n), sample: new Uint16Array(n), state: new Uint8Array(n), score: new Uint8Array(n) },
    };
    for (const [at, row] of rows.entries()) {
      points.ids[at] = row.id;
      [points.x[at], points.y[at]] = [row.x, row.y];
      points.taxon[at] = row.taxonId === null ? absent.taxon : (taxa.get(row.taxonId) ?? absent.taxon);
      points.sample[at] = samples.get(row.sampleId) ?? 0;
      points.state[at] = states.indexOf(row.state);
      points.score[at] = row.score === null ? absent.score : Math.round(100 * row.score);
    }
    const names = new Map((await taxaByIds(ctx.db, [...taxa.keys()])).map(({ id, displayName }) => [id, displayName]));
    const called = new Map((await namesOf(ctx.db, sight.projectId, "sample", [...samples.keys()])).map(({ id, name }) => [id, name]));
    return ok({
      header: {
        map: i.mapId,
        taxa: [...taxa.keys()].map((id) => ({ id, name: names.get(id) ?? "" })),
        samples: [...samples.keys()].map((id) => ({ id, name: called.get(id) ?? "" })),
      },
      points,
    });
  },
});

/** Each value's place, the most frequent first. */
function placesOf<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return new Map([...counts].toSorted(([, a], [, b]) => b - a).map(([value], at) => [value, at]));
}
