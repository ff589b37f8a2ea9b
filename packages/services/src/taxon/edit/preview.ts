import { countsByProject, type ProjectCount, touchedBy } from "@nauplius/db";
import { ok, taxonChange, taxonId } from "@nauplius/domain";
import { z } from "zod";
import { type Outcome, verb } from "../../verb.ts";
import { onlookerOf } from "../onlooker.ts";
import { applyChange, changeBy } from "./change.ts";
import type { Renamed } from "./names.ts";

const shownProjects = 50;
const shownNames = 50;

/** What a change would touch. */
export type ChangePreview = {
  /** Over all projects, also those that the editor cannot see. */
  readonly objects: number;
  readonly projects: number;
  readonly shown: readonly ProjectCount[];
  /** Objects that would get another label, by a run. */
  readonly relabelled: number;
  readonly renamed: number;
  readonly names: readonly Renamed[];
  readonly movedChildren: number;
};

/** Carries the truth out of the transaction that is taken back. */
class Shown extends Error {
  readonly outcome: Outcome<ChangePreview>;
  constructor(outcome: Outcome<ChangePreview>) {
    super("preview");
    this.outcome = outcome;
  }
}

/** Does the change, looks, and takes it back: what is shown is what would happen, refusals included. */
export const previewTaxonChange = verb({
  name: "taxon.preview",
  permission: "taxonomy.edit",
  input: z.strictObject({ taxonId, version: z.int().nonnegative(), change: taxonChange }),
  run: async (ctx, i): Promise<Outcome<ChangePreview>> => {
    try {
      return await ctx.db.transaction(async (tx) => {
        const done = await applyChange(tx, i, changeBy(ctx));
        if (!done.ok) throw new Shown(done);
        const { touched, relabels, renamed, movedChildren } = done.value;
        const { objects, projects } = await touchedBy(tx, touched);
        const relabelled = await touchedBy(
          tx,
          relabels.map(([from]) => from),
        );
        const shown = await countsByProject(tx, onlookerOf(ctx), touched, shownProjects);
        const names = renamed.filter((name) => !name.isLocal).slice(0, shownNames);
        throw new Shown(ok({ objects, projects, shown, relabelled: relabelled.objects, renamed: renamed.length, names, movedChildren }));
      });
    } catch (error) {
      if (error instanceof Shown) return error.outcome;
      throw error;
    }
  },
});
