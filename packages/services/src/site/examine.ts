import {
  chainDeviations,
  connections,
  counterDifferences,
  type Deviations,
  ledgerDeviations,
  packUse,
  vignetteDeviations,
} from "@nauplius/db";
import { ok } from "@nauplius/domain";
import { z } from "zod";
import type { Context } from "../context.ts";
import { verb } from "../verb.ts";

export type Finding = {
  readonly check: string;
  readonly ok: boolean;
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>>;
};

const GB = 1e9;
/** Below this much free disk an import is likely to fail. */
const lowDisk = 2 * GB;

/** Compares what is kept with what it was derived from: vignettes, counters, the ledger, packs; and room left. Changes nothing. */
export const examineSite = verb({
  name: "site.examine",
  permission: "site.admin",
  input: z.strictObject({}),
  run: async (ctx) => {
    const [vignettes, ledger, chain] = await Promise.all([vignetteDeviations(ctx.db), ledgerDeviations(ctx.db), chainDeviations(ctx.db)]);
    const findings: Finding[] = [
      await connectionFinding(ctx),
      await diskFinding(ctx),
      ofObjects(
        "vignettes",
        vignettes,
        "every object has the vignettes that it is marked with",
        "objects have other vignettes than they are marked with",
      ),
      await counterFinding(ctx),
      ofObjects(
        "ledger",
        ledger,
        "replaying the ledger gives the current annotations",
        "objects are annotated otherwise than the ledger says",
      ),
      ofObjects("history", chain, "every event follows one of its own object", "events follow no event of their object"),
      ...(await packFindings(ctx)),
    ];
    return ok({ healthy: findings.every((finding) => finding.ok), findings });
  },
});

function ofObjects(check: string, { count, first }: Deviations, good: string, bad: string): Finding {
  return {
    check,
    ok: count === 0,
    message: count === 0 ? good : `${count} ${bad}; the first: ${first.join(", ")}`,
    facts: { count, first },
  };
}

async function connectionFinding(ctx: Context): Promise<Finding> {
  const { used, max } = await connections(ctx.db);
  return {
    check: "connections",
    ok: used < max * 0.9,
    message: `${used} of ${max} connections to the database are in use`,
    facts: { used, max },
  };
}

async function diskFinding(ctx: Context): Promise<Finding> {
  const free = await ctx.storage.free();
  const message =
    free === null ? "the store does not tell its free space" : `${(free / GB).toFixed(1)} GB are free where the vignettes lie`;
  return { check: "disk", ok: free === null || free > lowDisk, message, facts: { free } };
}

async function counterFinding(ctx: Context): Promise<Finding> {
  const wrong = await counterDifferences(ctx.db);
  const projects = [...new Set(wrong.map((difference) => difference.projectId))];
  const message =
    wrong.length === 0
      ? "the counters equal a recount"
      : `${wrong.length} counters differ from a recount, in projects ${projects.join(", ")}`;
  return { check: "counters", ok: wrong.length === 0, message, facts: { differences: wrong.length, projects } };
}

/** A pack must be there and long enough; what no row points at is dead weight, not a fault. */
async function packFindings(ctx: Context): Promise<Finding[]> {
  const packs = await packUse(ctx.db);
  const broken: string[] = [];
  for (const { key, end } of packs) {
    const size = await ctx.storage.size(key);
    if (end > 0 && (size === null || size < end)) broken.push(key);
  }
  const dead = packs.reduce((sum, { bytes, used }) => sum + Math.max(0, bytes - used), 0);
  const good = `${packs.length} packs are there in full; ${(dead / GB).toFixed(2)} GB in them belong to nothing any more`;
  const message = broken.length === 0 ? good : `${broken.length} packs are missing or too short: ${broken.slice(0, 10).join(", ")}`;
  return [
    { check: "packs", ok: broken.length === 0, message, facts: { packs: packs.length, broken: broken.slice(0, 100), deadBytes: dead } },
  ];
}
