import {
  acquisitionsNamed,
  distinctParents,
  insertAcquisitions,
  insertProcesses,
  insertSamples,
  type NewProblem,
  type ParentRow,
  samplesNamed,
  type Tx,
} from "@nauplius/db";
import { type Level, ok, refuse } from "@nauplius/domain";
import { dummyId, type EcoTaxaRow, problem } from "@nauplius/formats";
import type { Outcome } from "../../verb.ts";
import type { ImportJob } from "../job.ts";
import type { ImportTable } from "./columns.ts";
import { dialectOf, pixelSizeOf, type Settings, subPartOf } from "./settings.ts";

type Row = Omit<EcoTaxaRow, "numbers">;
type Texts = Record<string, string>;

export type Described = {
  readonly sample: string;
  readonly acquisition: string;
  readonly process: string;
  readonly file: string;
  readonly line: number;
  readonly settings: Settings;
  readonly sampleFree: Texts;
  readonly descriptor: string;
};

/** Names of parents that the files leave out. */
export const sampleName = (name: string | null, project: number): string => name ?? dummyId(project);
export const acquisitionName = (name: string | null, sample: string): string => name ?? dummyId(sample);

const freeTexts = (row: Row, table: ImportTable | undefined, level: Level): Texts =>
  Object.fromEntries(
    (table?.header.free ?? []).flatMap((column, i) => {
      const text = row.texts[i] ?? null;
      return column.level === level && text !== null ? [[column.name, text] as const] : [];
    }),
  );

/** One description for each acquisition: of what several tables say about it, the first stands. */
export function describe(parents: readonly ParentRow<Row>[], tables: readonly ImportTable[], project: number): Described[] {
  const byFile = new Map(tables.map((t) => [t.file, t]));
  const found = new Map<string, Described>();
  for (const { row, file, ...names } of parents) {
    const table = byFile.get(file);
    const sample = sampleName(names.sample, project);
    const acquisition = acquisitionName(names.acquisition, sample);
    const known = found.get(acquisition);
    found.set(acquisition, {
      sample,
      acquisition,
      process: known?.process ?? names.process ?? dummyId(acquisition),
      file: known?.file ?? file,
      line: known?.line ?? row.line,
      settings: {
        acquisition: { ...freeTexts(row, table, "acquisition"), ...known?.settings.acquisition },
        process: { ...freeTexts(row, table, "process"), ...known?.settings.process },
        instrument: known?.settings.instrument || (row.instrument ?? ""),
        bundlePixel: known?.settings.bundlePixel ?? table?.header.pixelSize ?? null,
      },
      sampleFree: { ...freeTexts(row, table, "sample"), ...known?.sampleFree },
      descriptor: known?.descriptor || (row.dataportalDescriptor ?? ""),
    });
  }
  return [...found.values()];
}

/** What a person should know about the units that were read. */
export const unitDoubts = (described: readonly Described[]): NewProblem[] =>
  described.flatMap((d) => {
    const { doubt } = pixelSizeOf(d.settings);
    const facts = {
      severity: "warning",
      code: "doubtfulValue",
      file: d.file,
      line: d.line,
      column: "acq_id",
      value: d.acquisition,
    } as const;
    return doubt === null ? [] : [problem({ ...facts, what: `acquisition ${d.acquisition}: ${doubt}` })];
  });

export type UnitReading = {
  readonly acquisition: string;
  readonly instrument: string;
  readonly dialect: string;
  readonly pixelSize: number | null;
  readonly subPart: number | null;
  readonly doubt: string | null;
};
const shownUnits = 50;

/** How the settings of the first acquisitions were understood; doubtful ones first. */
export const unitsOf = (described: readonly Described[]): UnitReading[] =>
  described
    .map((d): UnitReading => {
      const { um, doubt } = pixelSizeOf(d.settings);
      const { instrument } = d.settings;
      return {
        acquisition: d.acquisition,
        instrument,
        dialect: dialectOf(d.settings),
        pixelSize: um,
        subPart: subPartOf(d.settings),
        doubt,
      };
    })
    .sort((a, b) => Number(b.doubt !== null) - Number(a.doubt !== null))
    .slice(0, shownUnits);

export const describeStaged = async (job: ImportJob, tables: readonly ImportTable[]): Promise<Described[]> =>
  describe(await distinctParents<Row>(job.db, job.handle.run.id), tables, job.input.projectId);

/** Writes the samples, acquisitions and processes that the project lacks, hidden with the batch. Refuses what contradicts the project. */
export async function writeParents(tx: Tx, job: ImportJob, described: readonly Described[]): Promise<Outcome<null>> {
  const { projectId } = job.input;
  const run = job.handle.run.id;
  const there = new Map(
    (
      await acquisitionsNamed(
        tx,
        projectId,
        described.map((d) => d.acquisition),
      )
    ).map((a) => [a.name, a]),
  );
  const samples = new Map(
    (
      await samplesNamed(
        tx,
        projectId,
        described.map((d) => d.sample),
      )
    ).map((s) => [s.name, s.id]),
  );
  for (const d of described) {
    const known = there.get(d.acquisition);
    if (known !== undefined && known.sampleId !== samples.get(d.sample))
      return refuse(
        "conflict",
        `${d.file}, line ${d.line}: acquisition ${d.acquisition} belongs to another sample of this project; expected sample ${d.sample} or another name`,
      );
  }
  const newSamples = new Map(described.filter((d) => !samples.has(d.sample)).map((d) => [d.sample, d]));
  // Several acquisitions describe one sample: the first that says a thing stands.
  for (const d of described) {
    const first = newSamples.get(d.sample);
    if (first !== undefined)
      newSamples.set(d.sample, {
        ...first,
        sampleFree: { ...d.sampleFree, ...first.sampleFree },
        descriptor: first.descriptor || d.descriptor,
      });
  }
  const made = await insertSamples(
    tx,
    projectId,
    run,
    [...newSamples.values()].map((d) => ({ name: d.sample, free: d.sampleFree, dataportalDescriptor: d.descriptor })),
  );
  for (const sample of made) samples.set(sample.name, sample.id);
  const newOnes = described.filter((d) => !there.has(d.acquisition));
  const acquisitions = await insertAcquisitions(
    tx,
    projectId,
    run,
    newOnes.map((d) => ({
      name: d.acquisition,
      sampleId: samples.get(d.sample) ?? 0,
      instrument: d.settings.instrument,
      pixelSize: pixelSizeOf(d.settings).um,
      subPart: subPartOf(d.settings),
      free: d.settings.acquisition,
    })),
  );
  const ids = new Map(acquisitions.map((a) => [a.name, a.id]));
  await insertProcesses(
    tx,
    projectId,
    run,
    newOnes.map((d) => ({
      name: d.process,
      acquisitionId: ids.get(d.acquisition) ?? 0,
      dialect: dialectOf(d.settings),
      free: d.settings.process,
    })),
  );
  return ok(null);
}
