import { counterDifferences, effectiveFlags, ledgerDifferences } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { createRng, inheritedFlags, type RunId, type TaxonFlags, taxonId } from "@nauplius/domain";
import {
  asUser,
  makeAcquisition,
  makeObjects,
  makeProject,
  makeSample,
  makeSite,
  makeUser,
  type TestSite,
} from "@nauplius/testing/factories";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../context.ts";
import { executeRun } from "../../run/execute.ts";
import { circular } from "../load/tree-check.ts";
import { runRelabelTaxa } from "../relabel/run.ts";
import { addTaxon } from "./add.ts";
import { changeTaxon } from "./change.ts";

let site: TestSite;
let editor: Actor;
beforeAll(async () => {
  site = await makeSite();
  editor = asUser(await makeUser(site.db, "editor", ["taxonEditor"]), ["taxonEditor"]);
});
afterAll(() => site.dispose());

const step = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), at: fc.nat(), name: fc.constantFrom("egg", "part", "tail", "Calanus", "larvae") }),
  fc.record({ kind: fc.constant("move" as const), at: fc.nat(), to: fc.nat() }),
  fc.record({ kind: fc.constant("merge" as const), at: fc.nat(), to: fc.nat() }),
  fc.record({ kind: fc.constant("rename" as const), at: fc.nat(), name: fc.constantFrom("egg", "head", "Oithona") }),
  fc.record({ kind: fc.constant("deprecate" as const), at: fc.nat(), to: fc.nat() }),
  fc.record({ kind: fc.constant("restore" as const), at: fc.nat() }),
  fc.record({ kind: fc.constant("flags" as const), at: fc.nat(), living: fc.constantFrom(true, false, null) }),
  fc.record({ kind: fc.constant("object" as const), at: fc.nat() }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

type Row = TaxonFlags & {
  readonly id: number;
  readonly parentId: number | null;
  readonly display: string;
  readonly version: number;
  readonly status: string;
  readonly replacedBy: number | null;
};
const taxa = () =>
  site.db.rows<Row>(sql`select id, parent_id as "parentId", display_name as display, version, status, replaced_by as "replacedBy", living, extent,
    counts_as_individual as "countsAsIndividual" from taxon order by id`);

let serial = 0;
async function addObject(taxon: number): Promise<void> {
  serial += 1;
  const project = await makeProject(site.db, `p${serial}`);
  const sample = await makeSample(site.db, project, "s");
  const acquisition = await makeAcquisition(site.db, project, sample, "a");
  await makeObjects(site.db, { project, sample, acquisition, rng: createRng(serial) }, [
    { originalId: "o", taxonId: taxon, state: "validated" },
  ]);
}

async function relabel(run: RunId | null | undefined): Promise<void> {
  if (run == null) return;
  const { db, clock, log } = site.as({ kind: "system" });
  await executeRun({ db, clock, log, worker: "test", stop: new AbortController().signal }, run, (handle) =>
    runRelabelTaxa({ db, clock }, handle),
  );
}

/** Refused steps are fine: they must only leave the tree whole. */
async function take(s: Step): Promise<void> {
  const all = await taxa();
  const pick = (n: number) => all[n % all.length];
  const taxon = pick(s.at);
  if (taxon === undefined) return;
  const id = taxonId.parse(taxon.id);
  if (s.kind === "add") return void (await addTaxon.call(site.as(editor), { parentId: id, name: s.name }));
  if (s.kind === "object") return taxon.status === "deprecated" ? undefined : addObject(taxon.id);
  const other = "to" in s ? taxonId.parse(pick(s.to)?.id) : id;
  const change = {
    move: { kind: "move", parentId: other },
    merge: { kind: "merge", into: other },
    deprecate: { kind: "deprecate", replacedBy: other },
    restore: { kind: "restore" },
    rename: { kind: "edit", patch: { name: "name" in s ? s.name : "x" } },
    flags: { kind: "flags", flags: { living: "living" in s ? s.living : null, extent: null, countsAsIndividual: null } },
  }[s.kind];
  const outcome = await changeTaxon.call(site.as(editor), { taxonId: id, version: taxon.version, change: change as never });
  if (outcome.ok) await relabel(outcome.value.runId);
}

test("whatever editors do: no circles, unique names, flags as inherited, ledger and counters right", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      await site.db.run(
        sql`truncate taxon, taxon_synonym, taxonomy_event, project, "object", sample, acquisition, annotation_event, batch, counter, run cascade`,
      );
      await addTaxon.call(site.as(editor), { parentId: null, name: "living" });
      for (const s of steps) await take(s);
      const all = await taxa();
      expect([...circular(new Map(all.map((t) => [t.id, t.parentId])))]).toEqual([]);
      expect([...circular(new Map(all.map((t) => [t.id, t.replacedBy])))]).toEqual([]);
      const names = all.map((t) => t.display.toLowerCase());
      expect(new Set(names).size).toBe(names.length);
      const byId = new Map(all.map((t) => [t.id, t]));
      const lineage = (t: Row | undefined): Row[] => (t === undefined ? [] : [t, ...lineage(byId.get(t.parentId ?? 0))]);
      const flags = await effectiveFlags(site.db, [...byId.keys()]);
      for (const t of all) expect(flags.get(t.id)).toEqual(inheritedFlags(lineage(t)));
      expect(await counterDifferences(site.db)).toEqual([]);
      expect(await ledgerDifferences(site.db)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
