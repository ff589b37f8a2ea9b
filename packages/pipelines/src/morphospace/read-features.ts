import { basename } from "node:path";
import { type FeatureTable, makeTable } from "@nauplius/ecology";
import { numberHint, readNumber } from "@nauplius/formats";
import { GrowingColumn, GrowingText } from "./growing.ts";
import { TableProblem } from "./problem.ts";
import { readRecords, type TableRow } from "./read-records.ts";

export type FeatureColumns = {
  /** Column of what an individual stands for; 1 each without. */
  readonly weights?: string;
  readonly sample?: string;
  readonly date?: string;
  readonly id?: string;
  /** Column of the taxon, for the taxonomic twins of the indices. */
  readonly taxon?: string;
  /** Features to read; null takes every column of numbers that is none of the others. */
  readonly features: readonly string[] | null;
};

export type Individuals = {
  readonly table: FeatureTable;
  readonly weights: Float64Array;
  readonly ids: { readonly names: string[]; readonly numberOf: Int32Array };
  readonly samples: { readonly names: string[]; readonly numberOf: Int32Array };
  readonly dates: { readonly names: string[]; readonly numberOf: Int32Array } | null;
  readonly taxa: { readonly names: string[]; readonly numberOf: Int32Array } | null;
  /** Ids of the objects, where the individuals are those of a project. */
  readonly objects?: Float64Array;
  /** Sentences about what was not read. */
  readonly warnings?: readonly string[];
};

type Roles = {
  weights: number;
  sample: number;
  date: number;
  taxon: number;
  id: number;
  features: { name: string; at: number; strict: boolean }[];
};

/** EcoTaxa's files say object_area for area. */
const bare = (name: string): string => name.replace(/^(?:object|obj|acq|sample|process)_/, "");

function findColumn(header: readonly string[], name: string, path: string, option: string): number {
  const exact = header.indexOf(name);
  const at = exact >= 0 ? exact : header.findIndex((column) => bare(column) === name);
  if (at < 0)
    throw new TableProblem(`${basename(path)}: there is no column ${name} (--${option}); there are ${header.slice(0, 30).join(", ")}`);
  return at;
}

function rolesOf(header: readonly string[], wanted: FeatureColumns, path: string): Roles {
  const at = (name: string | undefined, option: string): number => (name === undefined ? -1 : findColumn(header, name, path, option));
  const roles = {
    ...{ weights: at(wanted.weights, "weights"), sample: at(wanted.sample, "sample") },
    ...{ date: at(wanted.date, "date"), taxon: at(wanted.taxon, "taxon") },
  };
  const idNames = wanted.id === undefined ? ["object_id", "objid", "id"] : [wanted.id];
  const id = wanted.id === undefined ? header.findIndex((name) => idNames.includes(name)) : findColumn(header, wanted.id, path, "id");
  const taken = new Set([...Object.values(roles), id]);
  const features = header.flatMap((column, index) => {
    const name = wanted.features?.find((feature) => feature === column) ?? wanted.features?.find((feature) => feature === bare(column));
    if (wanted.features === null) return taken.has(index) ? [] : [{ name: column, at: index, strict: false }];
    return name === undefined ? [] : [{ name, at: index, strict: true }];
  });
  return { ...roles, id, features };
}

/** Individuals of a table in one pass over the file; memory holds their numbers and nothing else. */
export async function readFeatures(path: string, wanted: FeatureColumns, signal?: AbortSignal): Promise<Individuals> {
  let roles: Roles | null = null;
  const columns: (GrowingColumn | null)[] = [];
  const weights = new GrowingColumn();
  const [ids, samples, dates, taxa] = [new GrowingText(), new GrowingText(), new GrowingText(), new GrowingText()];
  let rows = 0;
  const [words, unweighed] = [new Map<string, string>(), new Map<string, number>()];
  const number = (row: TableRow, at: number, name: string): number => {
    const cell = row.cells[at] ?? "";
    const value = readNumber(cell);
    if (value === undefined) {
      const hint = numberHint(cell);
      throw new TableProblem(
        `${basename(path)}, line ${row.line}, column ${name}: got "${cell.slice(0, 60)}", expected a number${hint === null ? "" : `; ${hint}`}`,
      );
    }
    return value ?? Number.NaN;
  };
  for await (const row of readRecords(path, signal)) {
    if (roles === null) {
      roles = rolesOf(row.cells, wanted, path);
      for (const _ of roles.features) columns.push(new GrowingColumn());
      continue;
    }
    rows += 1;
    const sample = row.cells[roles.sample >= 0 ? roles.sample : roles.date] ?? "all";
    const weight = roles.weights < 0 ? 1 : number(row, roles.weights, wanted.weights ?? "");
    if (weight < 0)
      throw new TableProblem(
        `${basename(path)}, line ${row.line}, column ${wanted.weights}: got ${weight}, expected what an individual stands for, from 0 up`,
      );
    if (Number.isNaN(weight)) {
      unweighed.set(sample, (unweighed.get(sample) ?? 0) + 1);
      continue;
    }
    for (const [i, { name, at, strict }] of roles.features.entries()) {
      const column = columns[i];
      if (column === null || column === undefined) continue;
      if (!strict && readNumber(row.cells[at] ?? "") === undefined) {
        columns[i] = null;
        words.set(name, `line ${row.line}: "${(row.cells[at] ?? "").slice(0, 20)}"`);
      } else column.push(number(row, at, name));
    }
    weights.push(weight);
    ids.push(roles.id < 0 ? String(rows) : (row.cells[roles.id] ?? ""));
    samples.push(sample);
    if (roles.date >= 0) dates.push(row.cells[roles.date] ?? "");
    if (roles.taxon >= 0) taxa.push(row.cells[roles.taxon] ?? "");
  }
  if (roles === null || rows === 0) throw new TableProblem(`${basename(path)}: there are no individuals, only a header`);
  const weighed = weights.take();
  if (!weighed.some((weight) => weight > 0))
    throw new TableProblem(`${basename(path)}, column ${wanted.weights}: no individual has a weight above 0, expected sub_part / volume`);
  const kept = roles.features.flatMap(({ name }, i) => (columns[i] == null ? [] : [{ name, column: columns[i] }]));
  if (kept.length === 0) {
    const expected = wanted.features === null ? "columns of numbers" : wanted.features.slice(0, 8).join(", ");
    throw new TableProblem(`${basename(path)}: there is none of the features, expected ${expected}`);
  }
  const table = makeTable(
    kept.map(({ name }) => name),
    kept.map(({ column }) => column.take()),
  );
  return {
    ...{ table, weights: weighed, ids: ids.take(), samples: samples.take() },
    warnings: aboutTable(wanted, { words, unweighed }),
    ...{ dates: roles.date < 0 ? null : dates.take(), taxa: roles.taxon < 0 ? null : taxa.take() },
  };
}

const firsts = (all: readonly string[]): string => all.slice(0, 10).join(", ") + (all.length > 10 ? ` and ${all.length - 10} more` : "");

type Unread = { readonly words: ReadonlyMap<string, string>; readonly unweighed: ReadonlyMap<string, number> };

function aboutTable({ weights, sample, date }: FeatureColumns, { words, unweighed }: Unread): string[] {
  const left = [...unweighed].map(([name, n]) => `${n} of sample ${name}`);
  return [
    ...(weights === undefined ? ["no column of weights was named: each individual weighs 1, not sub_part / volume"] : []),
    ...(sample === undefined && date === undefined ? ["no column of samples was named: all individuals are one sample"] : []),
    ...(left.length === 0 ? [] : [`individuals without a weight (${weights}) are left out: ${firsts(left)}`]),
    ...(words.size === 0
      ? []
      : [`columns that hold words are no features: ${firsts([...words].map(([name, where]) => `${name} (${where})`))}`]),
  ];
}
