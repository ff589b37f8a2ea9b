import { batchId, type Correction, correction, projectId, userId } from "@nauplius/domain";
import { z } from "zod";

/** What the row of a correction run holds. */
export const correctionInput = z.object({ projectId, batchId, by: userId.nullable(), correction });
export type CorrectionInput = z.output<typeof correctionInput>;

/** What the history says was asked: enough for a sentence, never the cells themselves. */
export function requestOf(c: Correction): Record<string, unknown> {
  switch (c.do) {
    case "cells":
      return { do: c.do, level: c.level, fields: [...new Set(c.cells.map((x) => x.field))].slice(0, 20), ...also(c) };
    case "set":
      return { do: c.do, level: c.level, field: c.field, value: c.value, by: c.target.by, ...also(c) };
    case "moveObjects":
      return { do: c.do, to: c.to };
    case "moveAcquisitions":
      return { do: c.do, to: c.to, rows: c.ids.length };
    case "moveSamples":
      return { do: c.do, toProject: c.to, rows: c.ids.length };
    case "mergeInto":
      return { do: c.do, toProject: c.to };
    case "copy":
      return { do: c.do, title: c.title, take: c.take ?? null };
    case "trash":
      return { do: c.do, level: c.level, label: c.label };
    case "restore":
      return { do: c.do, trash: c.trashId };
    case "addField":
      return { do: c.do, ...c.field };
    case "setUnit":
      return { do: c.do, level: c.level, field: c.name, unit: c.unit };
    case "undo":
      return { do: c.do, of: c.batchId };
  }
}

const also = ({ alsoObjects }: { alsoObjects?: boolean | undefined }) => (alsoObjects === true ? { alsoObjects } : {});
