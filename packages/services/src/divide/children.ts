import { createHash } from "node:crypto";
import {
  addFields,
  applyCounterDeltas,
  closeBatch,
  copyObjects,
  copyVignettes,
  type DivisibleRow,
  insertDivision,
  leaving,
  lockObjects,
  type NewObject,
  objectNamesTaken,
  openTrash,
  type PackPlace,
  reserveIds,
  retireObjects,
  type Tx,
} from "@nauplius/db";
import { ok, type ProjectId, refuse, type UserId } from "@nauplius/domain";
import { printFloat32 } from "@nauplius/formats";
import { randomOf, survivesSingle } from "../import/load/object-values.ts";
import type { Outcome } from "../verb.ts";
import type { DivisionInput } from "./input.ts";
import type { Part } from "./ports.ts";

export type StoredPart = { readonly part: Part; readonly place: PackPlace };
export type Child = { readonly id: number; readonly name: string };

type Putting = {
  readonly asked: DivisionInput;
  readonly rows: readonly DivisibleRow[];
  readonly parts: readonly StoredPart[];
  readonly by: UserId | null;
  readonly at: Date;
  readonly software: string;
};

/** Retired objects stay as long as their division. */
const forever = new Date(Date.UTC(9999, 11, 31));

/** Columns of children: what they came from, so that the link goes with every table, and who measured them. */
const links = { separate: "separated_from", join: "joined_from" } as const;
const measuredBy = "measured_by";

/** Children in their parents' place: rows, pictures, counters, links, all in the caller's transaction. */
export async function putChildren(tx: Tx, { asked, rows, parts, by, at, software }: Putting): Promise<Outcome<Child[]>> {
  const { projectId: project, batchId: batch, kind } = asked;
  const held = await lockObjects(tx, project, asked.objects);
  if (held.length !== asked.objects.length) return refuse("conflict", "an object was divided or deleted meanwhile; nothing was changed");
  const parent = rows[0];
  if (parent === undefined) return refuse("invalid", "no object was given");
  const names = await childNames(tx, project, parent.originalId, { kind, count: parts.length });
  const ids = await reserveIds(tx, "object", parts.length);
  const link = {
    [links[kind]]: rows.map(({ originalId }) => originalId).join("; "),
    [measuredBy]: `${software}, ${parent.dialect} dialect`,
  };
  const children = parts.map(({ part }, at) => childOf({ id: ids[at] ?? 0, name: names[at] ?? "" }, { parent, rows, part, link }));
  await addFields(
    tx,
    project,
    Object.keys(link).map((name) => ({ level: "object", name, type: "text", unit: null })),
  );
  await copyObjects(tx, { project, run: null, batch, featureListId: parent.featureListId }, children);
  await copyVignettes(
    tx,
    parts.map(({ part, place }, at) => ({
      ...{ objectId: ids[at] ?? 0, rank: 0, fileName: `${names[at]}.png`, place, width: part.vignette.width, height: part.vignette.height },
      ...{ original: null, footer: 0, background: part.background, mask: part.mask },
      hash: createHash("sha256").update(part.vignette.bytes).digest(),
    })),
  );
  const trash = await openTrash(tx, { projectId: project, level: "retired", label: kind, by, at, expiresAt: forever });
  const gone = await retireObjects(tx, project, trash, asked.objects);
  const arrived = { sampleId: parent.sampleId, taxonId: 0, state: "unclassified", delta: children.length } as const;
  await applyCounterDeltas(tx, project, [...leaving(gone), arrived]);
  await insertDivision(tx, { kind, batch, by, at, lines: asked.lines, drawnOn: asked.drawnOn, parents: asked.objects, children: ids });
  const made = children.map(({ id, originalId }) => ({ id, name: originalId }));
  await closeBatch(tx, batch, { changed: asked.objects.length, children: made });
  return ok(made);
}

/** `<parent>_1` to `_n`, or `<parent>_joined`; where a name is taken, the next numbers. */
async function childNames(
  tx: Tx,
  project: ProjectId,
  parent: string,
  { kind, count }: { kind: DivisionInput["kind"]; count: number },
): Promise<string[]> {
  for (let from = 1; ; from += count) {
    const names =
      kind === "separate"
        ? Array.from({ length: count }, (_, n) => `${parent}_${from + n}`)
        : [`${parent}_joined${from === 1 ? "" : from}`];
    if ((await objectNamesTaken(tx, project, names)).length === 0) return names;
  }
}

type From = {
  readonly parent: DivisibleRow;
  readonly rows: readonly DivisibleRow[];
  readonly part: Part;
  readonly link: Readonly<Record<string, string>>;
};

/** Place, time and depth are the parent's; of several parts the depths span all. */
function childOf({ id, name }: Child, { parent, rows, part, link }: From): NewObject {
  const features = parent.featureNames.map((feature) => part.features[feature] ?? null);
  const own = Object.entries(parent.free).filter(([key]) => !parent.featureNames.includes(key));
  const exact = parent.featureNames.flatMap((feature, at) => {
    const value = features[at] ?? null;
    return value === null || survivesSingle(value) ? [] : [[feature, value] as const];
  });
  const depths = (key: "depthMin" | "depthMax") => rows.flatMap((row) => row[key] ?? []);
  return {
    ...{ id, originalId: name, sampleId: parent.sampleId, acquisitionId: parent.acquisitionId },
    ...{ latitude: parent.latitude, longitude: parent.longitude, date: parent.date, time: parent.time },
    depthMin: parent.depthMin === null ? null : Math.min(...depths("depthMin")),
    depthMax: parent.depthMax === null ? null : Math.max(...depths("depthMax")),
    ...{ link: parent.link, complementInfo: parent.complementInfo },
    free: { ...Object.fromEntries([...own, ...exact]), ...link },
    features: features.map((value) => (value === null ? null : Number(printFloat32(Math.fround(value))))),
    ...{ area: part.area, random: randomOf(name), vignettes: 1, annotation: null },
  };
}
