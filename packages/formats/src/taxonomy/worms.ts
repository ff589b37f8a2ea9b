import { type Problem, problem } from "../problem.ts";
import { inTreeOrder, positiveInteger, type TaxonCells, type TaxonReading, type TaxonRow } from "./taxon-row.ts";

const ranks = ["kingdom", "phylum", "class", "order", "family", "genus", "subgenus", "species", "subspecies"] as const;
type Rank = (typeof ranks)[number];
const rankPlaces: ReadonlyMap<string, number> = new Map(ranks.map((rank, place) => [rank, place]));

export const isWormsExport = (columns: ReadonlySet<string>): boolean => columns.has("aphiaid") && columns.has("scientificname");

type Ancestor = { readonly rank: Rank; readonly name: string };
type Placed = { readonly row: TaxonRow; readonly ancestors: readonly Ancestor[]; readonly givenParent: string | null };

const pathOf = (ancestors: readonly Ancestor[], own?: string): string =>
  [...ancestors.map(({ name }) => name), ...(own === undefined ? [] : [own])].join("/").toLowerCase();

/** Filled rank columns above the taxon's own rank. Exports give species as epithets: the genus goes in front. */
function ancestorsOf(cells: TaxonCells, rank: string | null, name: string): Ancestor[] {
  const own = rankPlaces.get(rank?.toLowerCase() ?? "") ?? -1;
  const above = own < 0 ? ranks : ranks.slice(0, own);
  const genus = cells.get("genus");
  return above.flatMap((column): Ancestor[] => {
    const cell = cells.get(column);
    if (cell === null || cell === name) return [];
    const epithet = column === "species" && genus !== null && !cell.includes(" ");
    const full = epithet ? `${genus} ${cell}` : cell;
    return full === name ? [] : [{ rank: column, name: full }];
  });
}

function place(cells: TaxonCells, file: string): Placed | Problem {
  const [id, name] = [positiveInteger(cells.get("aphiaid")), cells.get("scientificname")];
  if (id === null || name === null) {
    const column = id === null ? "AphiaID" : "ScientificName";
    const value = cells.get(column.toLowerCase());
    return problem({
      code: "invalidValue",
      file,
      line: cells.line,
      column,
      value,
      what: `"${value ?? ""}" is not valid`,
      expected: id === null ? "a positive whole number" : "a name",
    });
  }
  const rank = cells.get("taxonrank") ?? cells.get("rank");
  const accepted = positiveInteger(cells.get("aphiaid_accepted") ?? cells.get("valid_aphiaid"));
  const status = (cells.get("taxonstatus") ?? cells.get("status") ?? "accepted").toLowerCase();
  const isAccepted = status === "accepted" || status === "alternate representation";
  const row: TaxonRow = {
    line: cells.line,
    sourceId: String(id),
    parentId: null,
    name,
    displayName: null,
    kind: "phylogenetic",
    status: isAccepted ? "approved" : accepted !== null && accepted !== id ? "deprecated" : "unreviewed",
    rank: rank?.toLowerCase() ?? null,
    aphiaId: id,
    author: cells.get("authority"),
    renameTo: accepted !== null && accepted !== id ? String(accepted) : null,
  };
  const given = positiveInteger(cells.get("parentnameusageid") ?? cells.get("parent_aphiaid"));
  return { row, ancestors: ancestorsOf(cells, rank, name), givenParent: given === null ? null : String(given) };
}

/** A taxon list of WoRMS. Parents come by id where the export has them, else by the rank columns; missing ones are made. */
export function readWorms(lines: readonly TaxonCells[], file: string): TaxonReading {
  const problems: Problem[] = [];
  const placed: Placed[] = [];
  for (const cells of lines) {
    const found = place(cells, file);
    if ("row" in found) placed.push(found);
    else problems.push(found);
  }
  const byPath = new Map<string, string>();
  const ids = new Set(placed.map(({ row }) => row.sourceId));
  for (const { row, ancestors } of placed) {
    const path = pathOf(ancestors, row.name);
    if (row.status === "approved" || !byPath.has(path)) byPath.set(path, row.sourceId);
  }
  const made: TaxonRow[] = [];
  const parentOf = (ancestors: readonly Ancestor[]): string | null => {
    const own = ancestors.at(-1);
    if (!own) return null;
    const path = pathOf(ancestors);
    const known = byPath.get(path);
    if (known !== undefined) return known;
    const sourceId = `name:${path}`;
    byPath.set(path, sourceId);
    made.push({ ...named(own), sourceId, parentId: parentOf(ancestors.slice(0, -1)) });
    return sourceId;
  };
  const rows = placed.map(({ row, ancestors, givenParent }) => {
    const parentId = givenParent !== null && ids.has(givenParent) ? givenParent : parentOf(ancestors);
    return { ...row, parentId: parentId === row.sourceId ? null : parentId };
  });
  const ordered = inTreeOrder([...made, ...rows], file);
  return { taxa: ordered.taxa, problems: [...problems, ...ordered.problems] };
}

const named = ({ rank, name }: Ancestor): Omit<TaxonRow, "sourceId" | "parentId"> => ({
  line: null,
  name,
  displayName: null,
  kind: "phylogenetic",
  status: "unreviewed",
  rank,
  aphiaId: null,
  author: null,
  renameTo: null,
});
