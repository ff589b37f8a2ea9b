import type { Column } from "../statistics/quantile.ts";
import type { Preparation } from "./preparation.ts";
import type { FeatureTable } from "./table.ts";
import { applyRule, type FrozenRule, fitRule } from "./transform.ts";

/** A preparation with everything learnt from the individuals it was fitted on; plain JSON. */
export type FrozenPreparation = {
  readonly name: string;
  readonly rules: readonly FrozenRule[];
  /** Features that the preparation names and the space does without. */
  readonly dropped: readonly { readonly feature: string; readonly reason: "absent" | "missing" | "constant" }[];
  readonly maxMissing: number;
};

/** Individuals ready for the space: transformed, filled, without gaps. */
export type Prepared = {
  readonly columns: readonly Column[];
  /** Row of the table that each individual came from, ascending. */
  readonly rows: Int32Array;
  /** Values beyond the limits, and values missing after all, a count a feature, over all rows of the table. */
  readonly beyond: readonly number[];
  readonly missing: readonly number[];
};

const emptyLike = (column: Column): Column =>
  column instanceof Float32Array ? new Float32Array(column.length) : new Float64Array(column.length);

/** Fits a preparation and applies it, in the order as published: trim, transform, leave individuals out, fill the rest with means. */
export function fitPreparation(table: FeatureTable, preparation: Preparation): { frozen: FrozenPreparation; prepared: Prepared } {
  const dropped: FrozenPreparation["dropped"][number][] = [];
  const rules: Omit<FrozenRule, "mean">[] = [];
  const transformed: Column[] = [];
  const beyond: number[] = [];
  for (const rule of preparation.rules) {
    const values = table.columns[table.names.indexOf(rule.feature)];
    if (values === undefined) dropped.push({ feature: rule.feature, reason: "absent" });
    else {
      const fitted = fitRule(rule, values);
      const out = emptyLike(values);
      const cut = applyRule(fitted, values, out);
      const reason = poverty(out);
      if (reason !== null) dropped.push({ feature: rule.feature, reason });
      else {
        rules.push(fitted);
        transformed.push(out);
        beyond.push(cut);
      }
    }
  }
  let kept = rowsWithin(transformed, table.rows, preparation.maxMissing);
  // What varied only in individuals that are left out now never varies; without it others may have a place.
  for (let at = stillAmong(transformed, kept.rows); at >= 0; at = stillAmong(transformed, kept.rows)) {
    dropped.push({ feature: rules[at].feature, reason: "constant" });
    for (const list of [rules, transformed, beyond]) list.splice(at, 1);
    kept = rowsWithin(transformed, table.rows, preparation.maxMissing);
  }
  const { rows, missing } = kept;
  const frozen = { name: preparation.name, rules: rules.map((rule, i) => ({ ...rule, mean: meanOf(transformed[i], rows) })), dropped };
  const columns = transformed.map((column, i) => pickFilled(column, rows, frozen.rules[i].mean));
  return { frozen: { ...frozen, maxMissing: preparation.maxMissing }, prepared: { columns, rows, beyond, missing } };
}

/** Prepares new individuals by what was frozen. Throws where the table lacks a feature of the space: a made-up one would be a wrong place. */
export function prepare(frozen: FrozenPreparation, table: FeatureTable): Prepared {
  const absent = frozen.rules.filter((rule) => !table.names.includes(rule.feature)).map((rule) => rule.feature);
  if (absent.length > 0) throw new RangeError(`the space needs features that the table lacks: ${absent.join(", ")}`);
  const transformed: Column[] = [];
  const beyond: number[] = [];
  for (const rule of frozen.rules) {
    const values = table.columns[table.names.indexOf(rule.feature)];
    const out = emptyLike(values);
    beyond.push(applyRule(rule, values, out));
    transformed.push(out);
  }
  const { rows, missing } = rowsWithin(transformed, table.rows, frozen.maxMissing);
  const columns = transformed.map((column, i) => pickFilled(column, rows, frozen.rules[i].mean));
  return { columns, rows, beyond, missing };
}

/** Why a feature cannot make a space, if it cannot: no value at all, or one value only. */
function poverty(values: Column): "missing" | "constant" | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    if (values[i] < low) low = values[i];
    if (values[i] > high) high = values[i];
  }
  return low > high ? "missing" : low === high ? "constant" : null;
}

/** The first column that has one value, or none, among some rows; -1: none. */
function stillAmong(columns: readonly Column[], rows: Int32Array): number {
  return columns.findIndex((column) => {
    let first = Number.NaN;
    for (let i = 0; i < rows.length; i++) {
      const x = column[rows[i]];
      if (Number.isNaN(x) || x === first) continue;
      if (!Number.isNaN(first)) return false;
      first = x;
    }
    return true;
  });
}

/** An individual without any feature has no place, whatever is allowed: the mean of all would be made up. */
function rowsWithin(columns: readonly Column[], rows: number, allowed: number): { rows: Int32Array; missing: number[] } {
  const maxMissing = Math.min(allowed, columns.length - 1);
  const gaps = new Uint16Array(rows);
  const missing = columns.map((column) => {
    let count = 0;
    for (let i = 0; i < rows; i++) {
      if (!Number.isNaN(column[i])) continue;
      gaps[i]++;
      count++;
    }
    return count;
  });
  let kept = 0;
  for (let i = 0; i < rows; i++) if (gaps[i] <= maxMissing) kept++;
  const chosen = new Int32Array(kept);
  for (let i = 0, at = 0; i < rows; i++) if (gaps[i] <= maxMissing) chosen[at++] = i;
  return { rows: chosen, missing };
}

function meanOf(column: Column, rows: Int32Array): number {
  let n = 0;
  let sum = 0;
  for (let i = 0; i < rows.length; i++) {
    const x = column[rows[i]];
    if (Number.isNaN(x)) continue;
    sum += x;
    n++;
  }
  return n === 0 ? 0 : sum / n;
}

/** Moves the rows kept to the front, filled; the buffer is shared, for a million individuals weigh. */
function pickFilled(column: Column, rows: Int32Array, mean: number): Column {
  for (let i = 0; i < rows.length; i++) {
    const x = column[rows[i]];
    column[i] = Number.isNaN(x) ? mean : x;
  }
  return column.subarray(0, rows.length);
}
