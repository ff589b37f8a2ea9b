import {
  childrenRecords,
  copySynonymsTo,
  insertTaxonomyEvent,
  isWithin,
  redirectReplaced,
  type TaxonRecord,
  type TreeChange,
  type Tx,
  writeTaxon,
} from "@nauplius/db";
import { ok, refuse, searchName } from "@nauplius/domain";
import { type Apply, applied, type LabelPair } from "./applied.ts";
import { acceptedTaxon } from "./find.ts";
import { refreshNames } from "./names.ts";

/** Everything that an undo needs, as the event keeps it. */
export type MergeRecord = {
  readonly into: number;
  /** Taxa that became others: the merged one, and children whose namesakes stood there already. */
  readonly pairs: { readonly from: number; readonly to: number; readonly status: string; readonly replacedBy: number | null }[];
  readonly moved: { readonly id: number; readonly from: number; readonly to: number }[];
  readonly synonyms: number[];
  /** Taxa that the merged ones had replaced before. */
  readonly redirected: { readonly id: number; readonly from: number; readonly to: number }[];
};

/** The child of `to` that is the same thing as a child of the merged taxon: same folded name, accepted, for the same people. */
const twinOf = (child: TaxonRecord, among: readonly TaxonRecord[]): TaxonRecord | undefined =>
  child.status === "deprecated"
    ? undefined
    : among.find(
        (other) =>
          other.status !== "deprecated" && other.projectId === child.projectId && searchName(other.name) === searchName(child.name),
      );

/** One taxon becomes another; namesakes among their children become one in turn, the other children move over. */
async function absorb(tx: Tx, first: TaxonRecord, into: TaxonRecord, by: TreeChange): Promise<MergeRecord> {
  const record: MergeRecord = { into: into.id, pairs: [], moved: [], synonyms: [], redirected: [] };
  const open: [TaxonRecord, TaxonRecord][] = [[first, into]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [from, to] = next;
    const gone = new Set<number>([from.id, ...record.pairs.map((p) => p.from)]);
    const children = await childrenRecords(tx, [from.id]);
    const others = (await childrenRecords(tx, [to.id])).filter((other) => !gone.has(other.id));
    for (const child of children) {
      const twin = twinOf(child, others);
      if (twin !== undefined) {
        open.push([child, twin]);
        continue;
      }
      await writeTaxon(tx, child.id, { parentId: to.id }, by.at);
      record.moved.push({ id: child.id, from: from.id, to: to.id });
    }
    await writeTaxon(tx, from.id, { status: "deprecated", replacedBy: to.id }, by.at);
    record.pairs.push({ from: from.id, to: to.id, status: from.status, replacedBy: from.replacedBy });
    record.synonyms.push(...(await copySynonymsTo(tx, from.id, to.id)));
    for (const id of await redirectReplaced(tx, from.id, to.id)) record.redirected.push({ id, from: from.id, to: to.id });
  }
  return record;
}

/** Merges a taxon into another: names, children and, by a run, objects. The taxon stays as a deprecated row, so that the past stays readable. */
export const applyMerge: Apply<"merge"> = async ({ tx, taxon, change, by }) => {
  if (change.into === taxon.id) return refuse("invalid", "a taxon cannot be merged into itself");
  const into = await acceptedTaxon(tx, change.into, "what others are merged into");
  if (!into.ok) return into;
  if (await isWithin(tx, taxon.id, into.value.id))
    return refuse("conflict", `${into.value.displayName} stands below ${taxon.displayName}; move it out first`);
  const record = await absorb(tx, taxon, into.value, by);
  const moved = record.moved.map((m) => m.id);
  const folded = [searchName(taxon.name), searchName(into.value.name)];
  const renamed = await refreshNames(tx, { below: [...moved, ...record.pairs.map((p) => p.from)], folded });
  const before = { status: taxon.status, replacedBy: taxon.replacedBy };
  const eventId = await insertTaxonomyEvent(tx, by, { taxonId: taxon.id, kind: "merge", before, after: record });
  await insertTaxonomyEvent(tx, by, {
    taxonId: into.value.id,
    kind: "absorb",
    before: null,
    after: { from: taxon.id, name: taxon.displayName },
  });
  const relabels = record.pairs.map(({ from, to }): LabelPair => [from, to]);
  const touched = [...relabels.map(([from]) => from), ...moved, ...renamed.map((r) => r.id)];
  return ok(applied(eventId, { renamed, relabels, touched: [...new Set(touched)], movedChildren: moved.length }));
};
