import { giveEventToRun, insertRun, lockTree, type TreeChange, type Tx, touchedBy } from "@nauplius/db";
import { ok, type RunId, type TaxonChange, taxonChange, taxonId } from "@nauplius/domain";
import { z } from "zod";
import { actingUser, type Context } from "../../context.ts";
import { deliver } from "../../run/verbs.ts";
import { transact } from "../../transact.ts";
import { type Outcome, verb } from "../../verb.ts";
import type { RelabelInput } from "../relabel/input.ts";
import { applyAdopt } from "./adopt.ts";
import type { Applied, Apply, LabelPair } from "./applied.ts";
import { applyDeprecate, applyRestore } from "./deprecate.ts";
import { applyEdit, applyMove } from "./edit.ts";
import { applyAddSynonym, applyFlags, applyRemoveSynonym } from "./facts.ts";
import { anyTaxon, siteTaxon } from "./find.ts";
import { applyMerge } from "./merge.ts";

const applies: { readonly [K in TaxonChange["kind"]]: Apply<K> } = {
  edit: applyEdit,
  move: applyMove,
  merge: applyMerge,
  deprecate: applyDeprecate,
  restore: applyRestore,
  adopt: applyAdopt,
  flags: applyFlags,
  addSynonym: applyAddSynonym,
  removeSynonym: applyRemoveSynonym,
};

export type ChangeInput = { readonly taxonId: number; readonly version: number; readonly change: TaxonChange };

/** Carries one change out inside a transaction: a preview rolls it back, the real thing commits it. */
export async function applyChange(tx: Tx, i: ChangeInput, by: TreeChange): Promise<Outcome<Applied>> {
  await lockTree(tx);
  const taxon = await (i.change.kind === "adopt" ? anyTaxon : siteTaxon)(tx, i.taxonId, i.version);
  if (!taxon.ok) return taxon;
  // The table pairs each kind with its own function; the compiler cannot follow the pair through a union.
  const apply = applies[i.change.kind] as Apply<TaxonChange["kind"]>;
  return apply({ tx, taxon: taxon.value, change: i.change, by });
}

export const changeBy = (ctx: Context): TreeChange => ({ by: actingUser(ctx), at: ctx.clock.now(), runId: null });

/** The run that gives objects their new label, where there are any; its event names it. */
export async function relabelAfter(tx: Tx, pairs: readonly LabelPair[], eventId: number, by: TreeChange): Promise<RunId | null> {
  const { objects } = await touchedBy(
    tx,
    pairs.map(([from]) => from),
  );
  if (objects === 0) return null;
  const input: RelabelInput = { why: "merge", pairs, choice: "all", eventId };
  const runId = await insertRun(tx, { kind: "relabelTaxa", projectId: null, createdBy: by.by, input, now: by.at });
  await giveEventToRun(tx, eventId, runId);
  return runId;
}

/** One change of a taxon of the site. */
export const changeTaxon = verb({
  name: "taxon.change",
  permission: "taxonomy.edit",
  input: z.strictObject({ taxonId, version: z.int().nonnegative(), change: taxonChange }),
  run: async (ctx, i) => {
    const outcome = await transact(ctx.db, async (tx) => {
      const by = changeBy(ctx);
      const done = await applyChange(tx, i, by);
      if (!done.ok) return done;
      const { eventId, renamed, relabels, movedChildren } = done.value;
      const runId = relabels.length === 0 ? null : await relabelAfter(tx, relabels, eventId, by);
      return ok({ eventId, renamed: renamed.length, movedChildren, runId });
    });
    if (outcome.ok && outcome.value.runId !== null) await deliver(ctx, { id: outcome.value.runId, kind: "relabelTaxa" });
    return outcome;
  },
});
