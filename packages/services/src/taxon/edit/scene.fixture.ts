import { counterDifferences, ledgerDifferences, runById } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { createRng, type RunId, type TaxonChange, taxonId } from "@nauplius/domain";
import {
  asUser,
  makeAcquisition,
  makeMember,
  makeObjects,
  makeProject,
  makeSample,
  makeSite,
  makeUser,
  type TestSite,
} from "@nauplius/testing/factories";
import type { Actor } from "../../context.ts";
import { executeRun, type RunHandle, type RunOutcome } from "../../run/execute.ts";
import type { Outcome } from "../../verb.ts";
import { loadTaxonomy } from "../load/load.ts";
import { changeTaxon } from "./change.ts";

const tree = `id\tparent_id\tname\trename_to\ttaxostatus\ttaxotype
1\t\\N\tliving\t\\N\tA\tP
2\t1\tCopepoda\t\\N\tA\tP
3\t2\tegg\t\\N\tA\tM
4\t2\tpart\t\\N\tA\tM
5\t1\tKopepoda\t\\N\tA\tP
6\t5\tegg\t\\N\tA\tM
7\t5\tlarvae\t\\N\tA\tM
8\t1\tMollusca\t\\N\tA\tP
9\t1\tCopepodes\t5\tD\tP
`;

export function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
  return outcome.value;
}
export const refusalOf = (outcome: Outcome<unknown>) => (outcome.ok ? null : outcome.error.code);

type Row = {
  readonly id: number;
  readonly display: string;
  readonly parent: string | null;
  readonly status: string;
  readonly replaced: string | null;
  readonly version: number;
};
type Job = (d: { db: TestSite["db"]; clock: { now: () => Date } }, handle: RunHandle) => Promise<RunOutcome>;

/** A small tree with a doubtful "Kopepoda", and a project whose objects carry it. */
export async function makeScene() {
  const site = await makeSite();
  async function* bytes() {
    yield new TextEncoder().encode(tree);
  }
  value(await loadTaxonomy(site.db, bytes(), "tree.tsv", { by: null, at: new Date(0), runId: null }));
  const rows = () =>
    site.db.rows<Row>(sql`
      select t.id, t.display_name as display, p.display_name as parent, t.status, r.display_name as replaced, t.version from taxon t
      left join taxon p on p.id = t.parent_id left join taxon r on r.id = t.replaced_by order by t.id`);
  const row = async (display: string) => (await rows()).find((r) => r.display === display);
  const id = async (display: string) => taxonId.parse((await row(display))?.id);
  const editor = asUser(await makeUser(site.db, "editor", ["taxonEditor"]), ["taxonEditor"]);
  const project = await makeProject(site.db, "first");
  const person = asUser(await makeMember(site.db, project, "annotator", "annotator"));
  const sample = await makeSample(site.db, project, "s");
  const acquisition = await makeAcquisition(site.db, project, sample, "a");
  const objects = await makeObjects(site.db, { project, sample, acquisition, rng: createRng(1) }, [
    { originalId: "a", taxonId: await id("Kopepoda"), state: "validated" },
    { originalId: "b", taxonId: await id("Kopepoda"), state: "predicted", score: 0.75 },
    { originalId: "c", taxonId: await id("egg<Kopepoda"), state: "dubious" },
    { originalId: "d", taxonId: await id("Copepoda"), state: "validated" },
    { originalId: "e" },
  ]);
  return {
    ...{ site, editor, person, project, objects, rows, row, id },
    change: async (display: string, what: TaxonChange, as: Actor = editor) => {
      const taxon = await row(display);
      return changeTaxon.call(site.as(as), { taxonId: taxonId.parse(taxon?.id), version: taxon?.version ?? 0, change: what });
    },
    work: async (run: RunId | null, job: Job) => {
      if (run === null) throw new Error("no run was made");
      const { db, clock, log } = site.as({ kind: "system" });
      await executeRun({ db, clock, log, worker: "test", stop: new AbortController().signal }, run, (handle) => job({ db, clock }, handle));
      return runById(db, run);
    },
    labels: async () =>
      (
        await site.db.rows<{ text: string }>(sql`
          select concat_ws(' ', o.original_id, coalesce(t.display_name, 'null'), o.state, o.score) as text
          from "object" o left join taxon t on t.id = o.taxon_id order by o.id`)
      ).map((r) => r.text),
    /** Objects, counters and ledger that disagree: always none. */
    unsound: async () => [...(await counterDifferences(site.db)), ...(await ledgerDifferences(site.db))],
  };
}
export type Scene = Awaited<ReturnType<typeof makeScene>>;
