import { analyseStage, clearProblems, clearStage, countStaged } from "@nauplius/db";
import { ok, refuse } from "@nauplius/domain";
import { checkConstants, type Problem, problem } from "@nauplius/formats";
import type { Outcome } from "../../verb.ts";
import type { CheckFacts } from "../cursor.ts";
import type { ImportMode, ImportOptions } from "../input.ts";
import type { ImportJob } from "../job.ts";
import { type Located, locate } from "../locate.ts";
import type { ArchivePort, DiscoverOptions, Discovery } from "../ports.ts";
import { readFolders } from "./folders.ts";
import { removePacks } from "./packs.ts";
import { readParticles } from "./particles.ts";
import { readPictures } from "./pictures.ts";
import type { Reading } from "./reading.ts";
import { NoRoom } from "./room.ts";
import { problemSink } from "./sink.ts";
import { readTables } from "./tables.ts";

/** Forgets an interrupted check: this one begins anew. */
async function startOver(job: ImportJob): Promise<void> {
  const { run, save } = job.handle;
  await job.db.transaction(async (tx) => {
    await save(tx, { step: "check" });
    await clearStage(tx, run.id);
    await clearProblems(tx, run.id);
    await removePacks({ db: tx, storage: job.storage }, run.id);
  });
}

/** Reads everything, writes down every problem, stages what is to be loaded. Nothing of it is seen in the project. */
export async function check(job: ImportJob): Promise<Outcome<CheckFacts>> {
  await startOver(job);
  const located = await (job.locate?.() ?? locate(job, job.input.source));
  if (!located.ok) return located;
  try {
    return await checkFile(job, located.value);
  } catch (error) {
    if (error instanceof NoRoom) return error.refusal;
    throw error;
  } finally {
    await located.value.release();
  }
}

async function checkFile(job: ImportJob, located: Located): Promise<Outcome<CheckFacts>> {
  job.handle.progress({ step: "archive", done: 0, total: 0 });
  const opened = await job.ports.openArchive(located.path, { signal: job.handle.signal });
  const name = job.input.name ?? located.name;
  // People know the file by its own name, not by that of its place in the storage.
  if (!opened.ok) return unreadable(job, renamed(opened.error, name));
  try {
    return await checkArchive(job, opened.value, name);
  } finally {
    await opened.value.close();
  }
}

const renamed = (found: Problem, name: string): Problem => ({
  ...found,
  file: name,
  message: found.message.replace(found.file, () => name),
});

async function unreadable(job: ImportJob, found: Problem): Promise<Outcome<CheckFacts>> {
  const sink = problemSink(job);
  sink.add(found);
  await sink.flush(true);
  return refuse("invalid", found.message);
}

const discoverAs = ({ mode, update }: ImportOptions): DiscoverOptions => {
  if (mode === "classes" || mode === "images") return { as: mode };
  if (mode === "update") return { as: "tables", mode: update };
  return mode === "tsv" ? { as: "tables" } : {};
};

async function checkArchive(job: ImportJob, archive: ArchivePort, name: string): Promise<Outcome<CheckFacts>> {
  const sink = problemSink(job);
  const found = await job.ports.discover(archive, discoverAs(job.input.options));
  for (const each of [...archive.problems, ...found.problems]) sink.add(each);
  const mode = modeOf(found, job.input.options);
  if (mode === null) {
    if (sink.counts().errors === 0) sink.add(nothing(name));
    await sink.flush(true);
    return refuse("invalid", sink.counts().firstError ?? "there is nothing to import");
  }
  const reading: Reading = { job, archive, found, sink, images: () => job.ports.imagesOf(archive, found) };
  const rows = await readRows(reading, mode, name);
  if (!rows.ok) return rows;
  if (mode !== "update") await readPictures(reading);
  if (mode === "tsv") await readParticles(reading);
  if (rows.value === 0 && sink.counts().errors === 0) sink.add(nothing(name));
  await sink.flush(true);
  await analyseStage(job.db);
  const staged = await countStaged(job.db, job.handle.run.id);
  return ok({ mode, tables: found.tables.length, ...staged, ...sink.counts() });
}

function modeOf(found: Discovery, options: ImportOptions): ImportMode | null {
  if (found.kind === "nothing") return null;
  if (found.kind === "tables") return options.mode === "update" ? "update" : "tsv";
  return found.kind;
}

async function readRows(reading: Reading, mode: ImportMode, name: string): Promise<Outcome<number>> {
  const { options } = reading.job.input;
  if (mode === "tsv") return ok(await readTables(reading, "create"));
  if (mode === "update") return ok(await readTables(reading, options.update));
  const given = Object.entries(options.constants).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const { constants, faults } = checkConstants(Object.fromEntries(given));
  const first = faults[0];
  if (first !== undefined) return refuse("invalid", first.message, { faults: faults.map((f) => ({ path: f.field, message: f.message })) });
  return ok(await readFolders(reading, { kind: mode, name, constants, classState: options.classState }));
}

const nothing = (name: string): Problem =>
  problem({
    code: "nothingToImport",
    file: name,
    what: "there is nothing to import",
    expected: "tables named ecotaxa*.tsv or .txt beside their images, folders of images named as taxa, or images",
  });
