import { type ParticleImageRow, stagedAcquisitions, stageParticles } from "@nauplius/db";
import { type CastFiles, castFilesIn, nameOfCast, problem, readCast } from "@nauplius/formats";
import { whileHeld } from "../job.ts";
import { acquisitionName, sampleName } from "../load/parents.ts";
import type { Reading } from "./reading.ts";

/** Images in one transaction. */
const chunk = 2000;

/** Keeps the particle tables of the casts of an archive: counts per image with its depth, from which volumes and concentrations are made.
 *  A table whose cast is not among the rows is a warning. */
export async function readParticles(r: Reading): Promise<void> {
  const { job, archive, sink } = r;
  const casts = castFilesIn([...archive.entries()].map(({ name }) => name));
  if (casts.length === 0) return;
  const known = await stagedAcquisitions(job.db, job.handle.run.id);
  const names = new Map<string, string>();
  for (const { acquisition, sample } of known) {
    const own = acquisitionName(acquisition, sampleName(sample, job.input.projectId));
    names.set(own, own);
    if (sample !== null && known.filter((each) => each.sample === sample).length === 1) names.set(sample, own);
  }
  const done = new Set<string>();
  for (const cast of casts) {
    const only = new Set(names.values()).size === 1 ? [...names.values()].slice(0, 1) : [...names.keys()];
    const acquisition = names.get(nameOfCast(cast, only) ?? "") ?? null;
    const file = cast.kind === "uvp6" ? cast.file : cast.particles;
    if (acquisition !== null && !done.has(acquisition)) {
      done.add(acquisition);
      await stageCast(r, cast, acquisition);
      continue;
    }
    const what = acquisition === null ? `no acquisition here is called ${cast.name}` : `${acquisition} has a particle table already`;
    sink.add(
      problem({
        severity: "warning",
        code: "unknownFile",
        file,
        what: `${what}; the particle table is not kept`,
        expected: "one particle table for each cast",
      }),
    );
  }
}

async function stageCast({ job, archive, sink }: Reading, cast: CastFiles, acquisition: string): Promise<void> {
  let rows: ParticleImageRow[] = [];
  let ordinal = 0;
  const flush = async (): Promise<void> => {
    const batch = rows;
    rows = [];
    if (batch.length > 0) await whileHeld(job, (tx) => stageParticles(tx, job.handle.run.id, acquisition, batch));
    job.handle.progress({ step: "particles", done: ordinal });
  };
  for await (const event of readCast(cast, archive.stream)) {
    job.handle.signal.throwIfAborted();
    // A line that cannot be read costs one image, not the cast.
    if (event.kind === "problem") sink.add({ ...event.problem, severity: "warning" });
    else rows.push({ ...event.image, ordinal: ++ordinal });
    if (rows.length >= chunk) await flush();
  }
  await flush();
  await sink.flush();
}
