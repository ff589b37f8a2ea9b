import {
  compileView,
  currentPosition,
  exportObjects,
  featuresOf,
  freeFields,
  insertProtocol,
  objectWindow,
  projectById,
  type Sight,
} from "@nauplius/db";
import { ok, projectId, refuse } from "@nauplius/domain";
import { formulaProposals, profileOf } from "@nauplius/ecology/quantities";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { actingUser, type Context } from "../context.ts";
import { exportFacts } from "../export/facts.ts";
import { verb } from "../verb.ts";
import { answerOf } from "./answer.ts";
import { askedBy, quantitiesAsked, refuseRecast } from "./asked.ts";
import { protocolHistory } from "./history.ts";
import { type Formulas, protocolInput, readFormulas } from "./protocol.ts";
import { noProtocol, protocolOf, readNow } from "./read.ts";
import { countedBefore } from "./run.ts";
import { type Trial, tryOn } from "./trial.ts";

/** The formulas that hold, those that were, and what this instrument's profile proposes. */
export const readProtocol = verb({
  name: "quantity.protocol",
  permission: "statistics.read",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => {
    const [protocol, history, project, free, features] = await Promise.all([
      protocolOf(ctx.db, i.projectId),
      protocolHistory(ctx.db, i.projectId),
      projectById(ctx.db, i.projectId),
      freeFields(ctx.db, i.projectId),
      featuresOf(ctx.db, i.projectId),
    ]);
    const profile = profileOf(project?.instrument ?? "?");
    const proposals = formulaProposals[profile].map(({ purpose, text, variables }) => ({ purpose, text, variables }));
    return ok({ protocol, history, profile, proposals, names: namesOf(free, features) });
  },
});

const prefixes = { object: "obj", sample: "sam", acquisition: "acq", process: "process" } as const;
/** Names that a formula may use here. */
function namesOf(free: Awaited<ReturnType<typeof freeFields>>, features: readonly string[]): string[] {
  const own = free
    .filter(({ type, level }) => type === "number" || level !== "object")
    .map(({ level, name }) => `${prefixes[level]}.${name}`);
  return [...new Set(["ssm.pixel_size", "ssm.sub_part", ...features.map((name) => `obj.${name}`), ...own])].sort();
}

/** Three objects, far apart, with the formulas applied. */
async function trialsOf(ctx: Context, sight: Sight, formulas: Formulas): Promise<Trial[]> {
  const position = await currentPosition(ctx.db, sight.projectId);
  const anyhow = await compileView(ctx.db, sight, {}, { by: "random", direction: "ascending" });
  const [facts, three] = await Promise.all([exportFacts(ctx.db, sight.projectId, position), objectWindow(ctx.db, anyhow, { limit: 3 })]);
  const objects = await exportObjects(
    ctx.db,
    three.map(({ id }) => id),
    position,
  );
  return objects.map((object) => tryOn(facts, formulas, facts.past(object)));
}

export const tryProtocol = verb({
  name: "quantity.try",
  permission: "statistics.manage",
  input: z.strictObject({ projectId, formulas: protocolInput.shape.formulas }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const formulas = readFormulas(i.formulas);
    return formulas.ok ? ok({ trials: await trialsOf(ctx, sightOf(grant), formulas.value) }) : formulas;
  },
});

/** Confirms formulas as the project's. What looks like another unit blocks until it is confirmed by name. */
export const confirmProtocol = verb({
  name: "quantity.confirm",
  permission: "statistics.manage",
  input: protocolInput.extend({
    projectId,
    /** The version that was seen; 0: none. */
    before: z.int().nonnegative(),
    unlikely: z.array(z.string().max(50)).max(20).default([]),
  }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    if (grant.sampleIds.length > 0)
      return refuse("forbidden", "your membership covers some samples only; formulas are of the whole project");
    const formulas = readFormulas(i.formulas);
    if (!formulas.ok) return formulas;
    const trials = await trialsOf(ctx, sightOf(grant), formulas.value);
    const found = trials.flatMap(({ object, unlikely }) => unlikely.map((one) => ({ ...one, object })));
    const open = found.find(({ code }) => !i.unlikely.includes(code));
    if (open !== undefined)
      return refuse("conflict", `${open.object}: ${open.code} is ${Number(open.got.toPrecision(4))}, expected ${open.expected}`, {
        details: { unlikely: found },
      });
    const body = { formulas: i.formulas, accepted: i.accepted, unlikely: [...new Set(found.map(({ code }) => code))] };
    const row = { projectId: i.projectId, before: i.before, name: i.name, body, by: actingUser(ctx), now: ctx.clock.now() };
    const version = await insertProtocol(ctx.db, row);
    return version === null ? refuse("conflict", "somebody else confirmed formulas meanwhile; look again") : ok({ version });
  },
});

/** More objects are a matter of a run. */
export const mostForPages = 200_000;

/** Concentrations, biovolumes and spectra as they stand, for pages and scripts; of large projects as the last run counted them. */
export const readQuantities = verb({
  name: "quantity.read",
  permission: "statistics.read",
  input: quantitiesAsked,
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const protocol = await protocolOf(ctx.db, i.projectId);
    if (protocol === null) return refuse("conflict", noProtocol);
    const strange = await refuseRecast(ctx.db, i.projectId, i.quantities);
    if (strange !== null) return strange;
    const sight = sightOf(grant);
    const source = await readNow(ctx.db, sight, i.samples, { most: mostForPages });
    if (source !== null) return ok(await answerOf(ctx.db, sight, source, protocol, i));
    const before = await countedBefore(ctx, i.projectId, askedBy(i, sight, protocol.version));
    return before === null
      ? refuse("tooLarge", `more than ${mostForPages} objects: a run counts them, and this page shows what it found`)
      : ok(before);
  },
});
