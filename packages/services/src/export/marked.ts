import { contradictedPlaces, type Db, exportParents, unsignedAcquisitions } from "@nauplius/db";
import type { ExportFacts } from "./facts.ts";
import type { Group } from "./snapshot.ts";

const chunk = 50_000;

type Marked = { readonly id: number; readonly name: string; readonly stale: readonly string[] | null };
const sentence = (level: string, { name, stale }: Marked): string =>
  `${level} ${name}: ${(stale ?? []).join(", ")} out of date: what it follows from has changed since it was set by hand`;
const marked = (rows: ReadonlyMap<number | string, Marked>): Marked[] => [...rows.values()].filter((row) => (row.stale ?? []).length > 0);

/** What stood out of date, of the samples and acquisitions that an export holds: whoever computes with the file should know. */
export async function staleWarnings(
  db: Db,
  facts: Pick<ExportFacts, "samples" | "acquisitions" | "placed">,
  groups: readonly Group[],
): Promise<string[]> {
  const [samples, acquisitions] = [marked(facts.samples), marked(facts.acquisitions)];
  if (samples.length + acquisitions.length === 0) return [];
  const held = await heldBy(db, facts, groups);
  return [
    ...samples.filter((s) => held.samples.has(s.id)).map((s) => sentence("sample", s)),
    ...acquisitions.filter((a) => held.acquisitions.has(a.id)).map((a) => sentence("acquisition", a)),
  ];
}

/** Samples and acquisitions that the objects of an export belong to. */
async function heldBy(db: Db, facts: Pick<ExportFacts, "placed">, groups: readonly Group[]) {
  const held = { samples: new Set<number>(), acquisitions: new Set<number>() };
  for (const { ids } of groups)
    for (let at = 0; at < ids.length; at += chunk)
      for (const parent of (await exportParents(db, ids.slice(at, at + chunk))).map(facts.placed)) {
        held.samples.add(parent.sampleId);
        held.acquisitions.add(parent.acquisitionId);
      }
  return held;
}

/** Samples whose place, time or depth is not what their objects say, as when a sample was corrected and its objects were left: now. */
export async function placeWarnings(db: Db, groups: readonly Group[]): Promise<string[]> {
  const { samples } = await heldBy(db, { placed: (row) => row }, groups);
  return (await contradictedPlaces(db, [...samples])).map(
    ({ name, field, held, said }) =>
      `sample ${name}: its ${field} is ${held ?? "empty"}, its objects say ${said ?? "nothing"}; columns of objects hold what the objects say`,
  );
}

/** Names of the samples of an export in which an acquisition is that no manager has signed off. */
export async function unsignedSamples(db: Db, facts: Pick<ExportFacts, "samples" | "placed">, groups: readonly Group[]): Promise<string[]> {
  const held = await heldBy(db, facts, groups);
  const unsigned = await unsignedAcquisitions(db, [...held.acquisitions]);
  const names = new Set(unsigned.map(({ sampleId }) => facts.samples.get(sampleId)?.name ?? ""));
  return [...names].sort();
}
