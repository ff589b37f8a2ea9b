import { randomUUID } from "node:crypto";
import { featureListOf, keepPerson, knownFields, loadingImport, lockImports, openBatch, stagedTables } from "@nauplius/db";
import { type BatchId, ok } from "@nauplius/domain";
import type { ColumnSummary } from "@nauplius/formats";
import type { Outcome } from "../../verb.ts";
import type { StoredHeader } from "../check/tables.ts";
import { type CheckFacts, type LoadPlan, nothingLoaded } from "../cursor.ts";
import type { ImportJob } from "../job.ts";
import type { Resolved } from "../names/resolve.ts";
import { type ColumnPlan, type ImportTable, planColumns } from "./columns.ts";
import { makeTaxa } from "./make-taxa.ts";
import { describeStaged, writeParents } from "./parents.ts";

export const tablesOf = (job: ImportJob): Promise<ImportTable[]> =>
  stagedTables<StoredHeader, readonly ColumnSummary[]>(job.db, job.handle.run.id);

export const columnsOf = async (job: ImportJob, tables: readonly ImportTable[]): Promise<ColumnPlan> =>
  planColumns(tables, await knownFields(job.db, job.input.projectId));

/** Another import writes into this project: the one that came later waits its turn. */
export class ImportBusy extends Error {
  override name = "ImportBusy";
  readonly alive: boolean;
  readonly run: number;
  constructor(run: number, alive: boolean) {
    super(`import run ${run} is loading into this project`);
    this.run = run;
    this.alive = alive;
  }
}
/** A loader silent for longer has stopped. */
const aliveMs = 30_000;

/** Decides once how everything is loaded and writes what stands above the objects: one transaction, from which a restart goes on. */
export async function beginLoad(job: ImportJob, facts: CheckFacts, names: Resolved): Promise<Outcome<LoadPlan>> {
  const { projectId } = job.input;
  const tables = await tablesOf(job);
  const columns = await columnsOf(job, tables);
  const described = await describeStaged(job, tables);
  return job.db.transaction(async (tx) => {
    await lockImports(tx, projectId);
    const other = await loadingImport(tx, projectId, job.handle.run.id);
    if (other !== null) {
      throw new ImportBusy(other.id, other.state === "running" && other.silentMs < aliveMs);
    }
    const written = await writeParents(tx, job, described);
    if (!written.ok) return written;
    const { taxa, made } = await makeTaxa(tx, job, names.taxa);
    for (const person of names.people.keep) await keepPerson(tx, person);
    const people = [...names.people.known, ...names.people.keep.map((p) => [p.key, p.id] as const)];
    const plan: LoadPlan = {
      batch: randomUUID(),
      featureListId: columns.features.length === 0 ? null : await featureListOf(tx, columns.features),
      features: [...columns.features],
      taxa: [...taxa],
      people: people.map(([key, id]) => [key, id]),
      madeTaxa: made,
    };
    const batch = { id: plan.batch as BatchId, projectId, kind: "import", by: job.handle.run.createdBy, at: job.clock.now() };
    await openBatch(tx, { ...batch, request: { run: job.handle.run.id, mode: facts.mode }, runId: job.handle.run.id });
    await job.handle.save(tx, { step: "load", facts, plan, seq: 0, loaded: nothingLoaded });
    return ok(plan);
  });
}
