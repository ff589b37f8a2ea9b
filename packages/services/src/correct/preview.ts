import { clashes, countImagesOf, currentCells, type Db, freeFields, samplesOfProject, takenNames } from "@nauplius/db";
import { type Correction, type Level, ok, type PreviewRow, type ProjectId, previewRows } from "@nauplius/domain";
import type { Outcome } from "../verb.ts";
import { planCells } from "./edit.ts";
import { sameValue, storedValue } from "./rules.ts";
import { targetIds } from "./targets.ts";

export type Preview = {
  /** Rows that would change. */
  readonly rows: number;
  readonly sample: readonly PreviewRow[];
  /** What hangs on those rows. */
  readonly objects: number;
  readonly validated: number;
  readonly images: number;
  /** Why it would be refused. */
  readonly obstacles: readonly string[];
};

const nothing: Preview = { rows: 0, sample: [], objects: 0, validated: 0, images: 0, obstacles: [] };

/** What a correction would do, without doing it. */
export async function previewOf(db: Db, project: ProjectId, c: Correction): Promise<Outcome<Preview>> {
  const sight = { projectId: project, sampleIds: [], validatedOnly: false };
  switch (c.do) {
    case "cells": {
      const planned = await planCells(db, project, c.level, c.cells);
      if (!planned.ok) return planned;
      const changes = c.cells.filter((cell) => !sameValue(cell.before, cell.value));
      const names = new Map(
        (
          await currentCells(
            db,
            project,
            c.level,
            "id",
            changes.map((x) => x.id),
          )
        ).map((x) => [x.id, x.name]),
      );
      const sample = changes
        .slice(0, previewRows)
        .map((x): PreviewRow => ({ id: x.id, name: names.get(x.id) ?? "", field: x.field, before: x.before, after: x.value }));
      return ok({ ...nothing, rows: changes.length, sample });
    }
    case "set": {
      const value = storedValue(c.level, c.field, c.value, await freeFields(db, project));
      if (!value.ok) return value;
      const ids = await targetIds(db, sight, c.level, c.target);
      if (!ids.ok) return ids;
      return ok({ ...nothing, ...(await changesOf(db, project, c.level, c.field, ids.value, value.value)) });
    }
    case "moveObjects":
    case "trash": {
      const level: Level = c.do === "trash" ? c.level : "object";
      const ids = await targetIds(db, sight, level, c.target);
      return ids.ok ? ok({ ...nothing, rows: ids.value.length, ...(await countImagesOf(db, project, level, ids.value)) }) : ids;
    }
    case "moveAcquisitions":
      return ok({ ...nothing, rows: c.ids.length, ...(await countImagesOf(db, project, "acquisition", c.ids)) });
    case "moveSamples":
    case "mergeInto": {
      const ids = c.do === "mergeInto" ? await samplesOfProject(db, project) : c.ids;
      const found = await clashes(db, ids, c.to);
      return ok({
        ...nothing,
        rows: ids.length,
        ...(await countImagesOf(db, project, "sample", ids)),
        obstacles: found.map((x) => `${x.what} ${x.name}`),
      });
    }
    case "copy": {
      const ids = await targetIds(db, sight, "object", { by: "filter", filter: c.filter, expected: null });
      return ids.ok ? ok({ ...nothing, rows: ids.value.length, ...(await countImagesOf(db, project, "object", ids.value)) }) : ids;
    }
    case "restore":
      return ok({ ...nothing, obstacles: (await takenNames(db, c.trashId)).map((x) => `${x.what} ${x.name}`) });
    case "undo":
      return ok(nothing);
  }
}

/** Rows read at a time when counting what a value would change. */
const chunk = 20_000;

async function changesOf(
  db: Db,
  project: ProjectId,
  level: Level,
  field: string,
  ids: readonly number[],
  value: string | number | null,
): Promise<Pick<Preview, "rows" | "sample">> {
  let rows = 0;
  const sample: PreviewRow[] = [];
  for (let at = 0; at < ids.length; at += chunk) {
    for (const cell of await currentCells(db, project, level, field, ids.slice(at, at + chunk))) {
      if (sameValue(cell.value, value)) continue;
      rows += 1;
      if (sample.length < previewRows) sample.push({ id: cell.id, name: cell.name, field, before: cell.value, after: value });
    }
  }
  return { rows, sample };
}
