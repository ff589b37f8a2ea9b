import { basename } from "node:path";
import { communityOf, dispersion, divergence, evenness, type Figure, hullOf, hullRichness, longestDistance, raoQ } from "@nauplius/ecology";
import { numberHint, readNumber } from "@nauplius/formats";
import { TableProblem } from "./problem.ts";
import { readRecords } from "./read-records.ts";

/** A table whose first column names its rows and whose other cells are numbers (NaN: missing). */
export type NamedTable = {
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  readonly values: readonly Float64Array[];
};

export async function readNamedTable(path: string): Promise<NamedTable> {
  const rows: string[] = [];
  const values: Float64Array[] = [];
  let columns: string[] | null = null;
  for await (const { line, cells } of readRecords(path)) {
    if (columns === null) {
      columns = cells.slice(1);
      continue;
    }
    const [name = "", ...numbers] = cells;
    if (rows.includes(name)) throw new TableProblem(`${basename(path)}, line ${line}: got ${name} a second time, expected each row once`);
    rows.push(name);
    values.push(Float64Array.from(numbers, (cell, i) => numberAt(cell, { path, line, column: columns?.[i] ?? "" })));
  }
  if (columns !== null && rows.length === 0) throw new TableProblem(`${basename(path)}: there are no rows, only a header`);
  if (columns === null || columns.length === 0) throw new TableProblem(`${basename(path)}: got one column, expected names and numbers`);
  return { columns, rows, values };
}

function numberAt(cell: string, at: { path: string; line: number; column: string }): number {
  const value = readNumber(cell);
  if (typeof value === "number") return value;
  if (value === null) return Number.NaN;
  const hint = numberHint(cell);
  throw new TableProblem(
    `${basename(at.path)}, line ${at.line}, column ${at.column}: got "${cell.slice(0, 60)}", expected a number${hint === null ? "" : `; ${hint}`}`,
  );
}

export type SiteDiversity = {
  readonly site: string;
  readonly species: number;
  readonly FRic: Figure;
  readonly FEve: Figure;
  readonly FDiv: Figure;
  readonly FDis: Figure;
  /** sum p_i p_j d_ij, and 1/2 sum p_i p_j d_ij^2. */
  readonly raoPlain: Figure;
  readonly raoSquared: Figure;
};

/**
 * Functional diversity of sites: traits (species in rows) and abundances (sites in rows, species in columns). Species in another order
 * are found by name; `scale` brings every trait to mean 0 and standard deviation 1 first.
 */
export function siteDiversity(traits: NamedTable, abundances: NamedTable, scale: boolean): SiteDiversity[] {
  const at = abundances.columns.map((species) => traits.rows.indexOf(species));
  const unknown = abundances.columns.filter((_, i) => at[i] === -1);
  if (unknown.length > 0) throw new TableProblem(`the table of traits lacks species of the abundances: ${unknown.slice(0, 10).join(", ")}`);
  const dims = traits.columns.length;
  const values = scale ? scaled(traits) : traits.values;
  const placed = at.map((row) => values[row] ?? new Float64Array(dims));
  const longest = longestDistance(joined(placed.filter((own) => !own.some(Number.isNaN))), dims);
  return abundances.rows.map((site, row) => {
    const own = abundances.values[row] ?? new Float64Array(0);
    const gap = gapOf(site, own, { species: abundances.columns, placed, traits: traits.columns });
    if (gap !== null) return without(site, gap);
    // What is absent takes no part, whether its traits are known or not.
    const there = [...own.keys()].filter((i) => (own[i] ?? 0) > 0);
    return siteOf(
      site,
      joined(there.map((i) => placed[i] ?? new Float64Array(dims))),
      dims,
      Float64Array.from(there, (i) => own[i] ?? 0),
      longest,
    );
  });
}

const joined = (rows: readonly Float64Array[]): Float64Array => Float64Array.from(rows.flatMap((row) => [...row]));

type Of = { readonly species: readonly string[]; readonly placed: readonly Float64Array[]; readonly traits: readonly string[] };

/** What is not known of a site, so that it has no figures; a wrong number stops everything. */
function gapOf(site: string, abundances: Float64Array, { species, placed, traits }: Of): string | null {
  const negative = abundances.findIndex((value) => value < 0);
  if (negative >= 0) throw new TableProblem(`site ${site}: got the abundance ${abundances[negative]}, expected a number from 0 up`);
  const uncounted = abundances.findIndex(Number.isNaN);
  if (uncounted >= 0) return `the abundance of ${species[uncounted]} is missing`;
  const unknown = placed.findIndex((own, i) => (abundances[i] ?? 0) > 0 && own.some(Number.isNaN));
  if (unknown < 0) return null;
  return `${species[unknown]} is present, and its trait ${traits[placed[unknown]?.findIndex(Number.isNaN) ?? 0]} is missing`;
}

function without(site: string, reason: string): SiteDiversity {
  const empty: Figure = { value: null, reason };
  return { site, species: 0, FRic: empty, FEve: empty, FDiv: empty, FDis: empty, raoPlain: empty, raoSquared: empty };
}

function siteOf(site: string, places: Float64Array, dims: number, abundances: Float64Array, longest: number): SiteDiversity {
  const community = communityOf(places, dims, abundances);
  if (community === null) return without(site, "nothing is present");
  const hull = hullOf(community);
  const rao = raoQ(community, longest);
  return {
    site,
    species: community.shares.length,
    FRic: hullRichness(hull),
    FEve: evenness(community),
    FDiv: divergence(community, hull),
    FDis: dispersion(community),
    raoPlain: rao.plain,
    raoSquared: rao.squared,
  };
}

function scaled({ columns, values }: NamedTable): Float64Array[] {
  const moments = columns.map((name, i) => {
    const known = values.map((row) => row[i] ?? Number.NaN).filter((value) => !Number.isNaN(value));
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    const sd = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (known.length - 1));
    if (!(sd > 0)) throw new TableProblem(`trait ${name} never varies: it cannot be scaled`);
    return { mean, sd };
  });
  return values.map((row) => row.map((value, i) => (value - (moments[i]?.mean ?? 0)) / (moments[i]?.sd ?? 1)));
}
