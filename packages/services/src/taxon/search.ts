import {
  type FamiliarTaxon,
  type FoundTaxon,
  familiarTaxa,
  hitsByLikeness,
  hitsByName,
  type TaxonHit,
  type TaxonQuery,
} from "@nauplius/db";
import {
  type MatchKind,
  ok,
  type ProjectId,
  projectId,
  searchName,
  type TaxonId,
  type TaxonKind,
  type TaxonStatus,
} from "@nauplius/domain";
import { z } from "zod";
import { actingUser, type Context } from "../context.ts";
import { verb } from "../verb.ts";
import { type Familiar, inOrder } from "./order.ts";

/** A taxon as pickers show it. */
export type TaxonChoice = {
  readonly id: TaxonId;
  /** Unique; holds the parents where the name alone is not. */
  readonly displayName: string;
  readonly name: string;
  readonly parent: string | null;
  readonly rank: string;
  readonly status: TaxonStatus;
  readonly kind: TaxonKind;
  readonly matched: MatchKind;
  /** The synonym or alias that answered. */
  readonly synonym?: string;
  /** What to use instead of a deprecated taxon. */
  readonly replacedBy?: { readonly id: TaxonId; readonly displayName: string };
  /** The project's own taxon. */
  readonly isLocal: boolean;
  readonly isRecent: boolean;
  readonly isPreset: boolean;
};

function asChoice(hit: TaxonHit, { recent, preset }: Familiar): TaxonChoice {
  const { id, displayName, name, parent, rank, status, kind, matched } = hit;
  return {
    id,
    displayName,
    name,
    parent,
    rank,
    status,
    kind,
    matched,
    ...(hit.synonym === null ? {} : { synonym: hit.synonym }),
    ...(hit.replacedById === null || hit.replacedBy === null ? {} : { replacedBy: { id: hit.replacedById, displayName: hit.replacedBy } }),
    isLocal: hit.projectId !== null,
    isRecent: recent.includes(id),
    isPreset: preset.includes(id),
  };
}

function readQuery(text: string, project: ProjectId | null): TaxonQuery {
  const [name = "", ...parents] = text.split("<").map(searchName);
  return { folded: name, parent: parents.find((p) => p !== "") ?? null, projectId: project };
}

/** What the person and the project use, and those taxa themselves. */
async function familiarTo(ctx: Context, project: ProjectId | null): Promise<{ familiar: Familiar; own: FoundTaxon[] }> {
  const rows = project === null ? [] : await familiarTaxa(ctx.db, project, actingUser(ctx));
  const listed = (list: FamiliarTaxon["list"]) => [...new Set(rows.filter((row) => row.list === list).map(({ id }) => Number(id)))];
  const familiar = { recent: listed("recent"), preset: listed("preset") };
  return { familiar, own: [...new Map(rows.map((row) => [Number(row.id), row])).values()] };
}

/** Of the taxa that the person uses here, those whose name holds the text: however many others do, these are found. */
function familiarHits(taxa: readonly FoundTaxon[], folded: string): TaxonHit[] {
  return taxa.flatMap((taxon) => {
    const at = taxon.searchName.indexOf(folded);
    if (at === -1) return [];
    const matched = taxon.searchName === folded ? "exact" : at === 0 ? "prefix" : "infix";
    return [{ ...taxon, matched: matched as MatchKind, synonym: null, likeness: 1 }];
  });
}

/** Fewer good hits than this, and typing errors are considered. */
const enough = 5;
const shortestFuzzy = 4;

/** Taxa for a text, as the person would expect them; without a text, what they used last here and the project's preset. */
export const searchTaxa = verb({
  name: "taxon.search",
  permission: "taxonomy.read",
  input: z.strictObject({
    q: z.string().max(200).default(""),
    /** Also this project's own taxa and aliases; its members' recent and preset taxa come first. */
    projectId: projectId.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => {
    const project = i.projectId ?? null;
    const q = readQuery(i.q, project);
    const isEmpty = q.folded === "" && q.parent === null;
    const [{ familiar, own }, named] = await Promise.all([familiarTo(ctx, project), isEmpty ? [] : hitsByName(ctx.db, q)]);
    if (isEmpty) {
      const hits = own.map((taxon): TaxonHit => ({ ...taxon, matched: "exact", synonym: null, likeness: 1 }));
      return ok({
        taxa: inOrder(hits, familiar)
          .slice(0, i.limit)
          .map((hit) => asChoice(hit, familiar)),
      });
    }
    const hits = [...(q.parent === null ? familiarHits(own, q.folded) : []), ...named];
    const few = new Set(hits.map((hit) => hit.id)).size < enough && !hits.some((hit) => hit.matched === "exact");
    if (few && q.parent === null && q.folded.length >= shortestFuzzy) hits.push(...(await hitsByLikeness(ctx.db, q)));
    return ok({
      taxa: inOrder(hits, familiar)
        .slice(0, i.limit)
        .map((hit) => asChoice(hit, familiar)),
    });
  },
});
