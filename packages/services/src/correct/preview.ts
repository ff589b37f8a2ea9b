import {
  acquisitionPlaces,
  type Carried,
  clashes,
  type Db,
  editGroups,
  fieldConflicts,
  type Hanging,
  hangingOn,
  hangingOnObjects,
  hangingOnProject,
  hangingOnTrash,
  type Ids,
  idsOfView,
  samplesAt,
  samplesOfProject,
  shareOf,
  trashById,
} from "@nauplius/db";
import { type Clock, type Correction, ok, type PreviewRow, type ProjectId, type RowTarget, refuse, type UserId } from "@nauplius/domain";
import type { Outcome } from "../verb.ts";
import { cellsPreview, placesNote, setPreview } from "./preview-values.ts";
import { restoreObstacles } from "./restore.ts";
import { idsOf, ownRows, parentRows, viewOf } from "./targets.ts";
import { managesToo, obstacleOf } from "./transfer.ts";
import { undoable } from "./undo.ts";

export type Preview = Hanging & {
  /** Rows that would change. */
  readonly rows: number;
  /** Objects that a filter holds now, changed or not: what is done is done to so many, or refused. */
  readonly matching?: number;
  /** Of samples whose place, time or depth changes: how many of their objects carry the value that is replaced, of how many. */
  readonly carried?: Carried;
  /** The first of them, before -> after. */
  readonly sample: readonly PreviewRow[];
  /** Why it would be refused. */
  readonly obstacles: readonly string[];
  /** What happens beside it that a person should know. */
  readonly notes: readonly string[];
};

export type Asking = { readonly db: Db; readonly clock: Clock; readonly by: UserId | null };
export type Previewed = Outcome<Preview>;
export const nothing: Preview = { rows: 0, sample: [], objects: 0, validated: 0, images: 0, obstacles: [], notes: [] };

/** What a correction would do, without doing it. */
export async function previewOf(d: Asking, project: ProjectId, c: Correction): Promise<Previewed> {
  switch (c.do) {
    case "cells":
      return cellsPreview(d.db, project, c);
    case "set":
      return setPreview(d.db, project, c);
    case "moveObjects": {
      const [place] = await acquisitionPlaces(d.db, [c.to]);
      if (place?.projectId !== project) return refuse("notFound", `there is no acquisition ${c.to} in this project`);
      return withPlaces(await objectsPreview(d.db, project, c.target));
    }
    case "trash": {
      if (c.level === "sample") return parentsPreview(d.db, project, c.level, c.target);
      return withPlaces(
        c.level === "object" ? await objectsPreview(d.db, project, c.target) : await parentsPreview(d.db, project, c.level, c.target),
      );
    }
    case "moveAcquisitions": {
      const [place] = await samplesAt(d.db, [c.to]);
      if (place?.projectId !== project) return refuse("notFound", `there is no sample ${c.to} in this project`);
      return withPlaces(await parentsPreview(d.db, project, "acquisition", { by: "ids", ids: c.ids }));
    }
    case "moveSamples":
    case "mergeInto":
      return transferPreview(d, project, c.do === "moveSamples" ? c.ids : null, c.to);
    case "copy": {
      const view = await viewOf(d.db, project, c.filter);
      if (!view.ok) return view;
      return counted(d.db, project, c.take === undefined ? idsOfView(view.value) : shareOf(view.value, c.take));
    }
    case "restore": {
      const found = await trashById(d.db, c.trashId);
      if (found === null || found.projectId !== project) return refuse("notFound", "there is no such thing in this project's trash");
      const hanging = await hangingOnTrash(d.db, c.trashId);
      return ok({ ...nothing, ...hanging, rows: hanging.objects, obstacles: await restoreObstacles(d.db, c.trashId) });
    }
    case "addField":
    case "setUnit":
      return ok({ ...nothing, rows: 1 });
    case "undo": {
      const batch = await undoable(d.db, project, c.batchId);
      if (!batch.ok) return batch;
      const groups = await editGroups(d.db, c.batchId);
      const obstacles = batch.value.undoneBy === null ? [] : ["this correction was taken back already"];
      return ok({ ...nothing, rows: groups.filter((g) => !g.derived).reduce((sum, g) => sum + g.rows, 0), obstacles });
    }
  }
}

/** Objects that come or go take the place of their samples along. */
const withPlaces = (preview: Previewed): Previewed =>
  preview.ok && preview.value.objects > 0 ? ok({ ...preview.value, notes: [...preview.value.notes, placesNote("")] }) : preview;

async function counted(db: Db, project: ProjectId, ids: Ids): Promise<Previewed> {
  const hanging = await hangingOnObjects(db, project, ids);
  return ok({ ...nothing, ...hanging, rows: hanging.objects });
}

async function objectsPreview(db: Db, project: ProjectId, target: RowTarget): Promise<Previewed> {
  const ids = await idsOf(db, project, "object", target);
  if (!ids.ok) return ids;
  const found = await counted(db, project, ids.value);
  return found.ok && target.by === "filter" ? ok({ ...found.value, matching: found.value.objects }) : found;
}

async function parentsPreview(db: Db, project: ProjectId, level: "sample" | "acquisition", target: RowTarget): Promise<Previewed> {
  const ids = await parentRows(db, project, level, target);
  return ids.ok ? ok({ ...nothing, rows: ids.value.length, ...(await hangingOn(db, project, level, ids.value)) }) : ids;
}

async function transferPreview(d: Asking, project: ProjectId, named: readonly number[] | null, to: ProjectId): Promise<Previewed> {
  const may = await managesToo(d, project, to);
  if (!may.ok) return may;
  const ids = named === null ? ok(await samplesOfProject(d.db, project)) : await ownRows(d.db, project, "sample", named);
  if (!ids.ok) return ids;
  const found = await clashes(d.db, ids.value, to);
  const types = await fieldConflicts(d.db, project, to);
  const hanging = named === null ? await hangingOnProject(d.db, project) : await hangingOn(d.db, project, "sample", ids.value);
  const notes = types.map((f) => `column ${f.level} ${f.name} holds numbers there and text here: it becomes text`);
  return ok({ ...nothing, rows: ids.value.length, ...hanging, obstacles: found.map(obstacleOf), notes });
}
