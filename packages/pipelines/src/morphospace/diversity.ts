import { basename } from "node:path";
import { communityOf, dispersion, divergence, evenness, type Figure, hullOf, hullRichness, longestDistance, raoQ } from "@nauplius/ecology";
import { numberHint, readNumber } from "@nauplius/formats";
import { TableProblem } from "./problem.ts";
import { readRecords } from "./read-records.ts";

/** A table whose first column names its rows and whose other cells are numbers. */
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
  if (columns === null || columns.length === 0) throw new TableProblem(`${basename(path)}: got one column, expected names and numbers`);
  return { columns, rows, values };
}

function numberAt(cell: string, at: { path: string; line: number; column: string }): number {
  const value = readNumber(cell);
  if (typeof value === "number") return value;
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
  const places = Float64Array.from(at.flatMap((row) => [...(values[row] ?? [])]));
  const longest = longestDistance(places, dims);
  return abundances.rows.map((site, row) => siteOf(site, places, dims, abundances.values[row] ?? new Float64Array(0), longest));
}

function siteOf(site: string, places: Float64Array, dims: number, abundances: Float64Array, longest: number): SiteDiversity {
  const negative = abundances.findIndex((value) => !(value >= 0));
  if (negative >= 0) throw new TableProblem(`site ${site}: got the abundance ${abundances[negative]}, expected a number from 0 up`);
  const community = communityOf(places, dims, abundances);
  if (community === null) {
    const empty: Figure = { value: null, reason: "nothing is present" };
    return { site, species: 0, FRic: empty, FEve: empty, FDiv: empty, FDis: empty, raoPlain: empty, raoSquared: empty };
  }
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
  const n = values.length;
  const moments = columns.map((name, i) => {
    const mean = values.reduce((sum, row) => sum + (row[i] ?? 0), 0) / n;
    const sd = Math.sqrt(values.reduce((sum, row) => sum + ((row[i] ?? 0) - mean) ** 2, 0) / (n - 1));
    if (!(sd > 0)) throw new TableProblem(`trait ${name} never varies: it cannot be scaled`);
    return { mean, sd };
  });
  return values.map((row) => row.map((value, i) => (value - (moments[i]?.mean ?? 0)) / (moments[i]?.sd ?? 1)));
}
