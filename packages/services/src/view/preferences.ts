import { mergePreferences, preferencesOf, projectById } from "@nauplius/db";
import { fieldRef, hotKeyPattern, ok, type ProjectId, projectId, refuse, taxonId } from "@nauplius/domain";
import { z } from "zod";
import { actingUser, type Context } from "../context.ts";
import { transact } from "../transact.ts";
import { verb } from "../verb.ts";

/** Choices of a person that are of no project. */
export const ofNoProject = 0 as ProjectId;

/** A person's choices for one project. */
export const preferences = z.strictObject({
  /** Edge of a tile, px. */
  tile: z.int().min(48).max(400),
  fitted: z.boolean(),
  /** What stands under a tile. */
  shown: z.array(z.union([z.enum(["taxon", "score", "guesses", "esd", "sample", "depth", "date", "name"]), fieldRef])).max(8),
  /** Taxa last given, newest first. */
  recentTaxa: z.array(taxonId).max(30),
  panel: z.boolean(),
  /** How vignettes are shown, kept by instrument: its vignettes look alike in all projects. Factors, 1 leaves them as they are. */
  adjust: z.strictObject({
    brightness: z.number().min(0.2).max(3),
    contrast: z.number().min(0.2).max(3),
    gamma: z.number().min(0.2).max(3),
    invert: z.boolean(),
  }),
  /** What the model said is hidden. */
  blind: z.boolean(),
  /** Outlines of the masks are drawn over the tiles. */
  outlined: z.boolean(),
  /** A mouse at rest magnifies the tile below it. */
  atRest: z.boolean(),
  /** Taxa that Shift and a letter give, or a digit of the numeric pad. */
  hotTaxa: z
    .array(z.strictObject({ letter: z.string().regex(hotKeyPattern, "expected a letter, or a digit from 1 to 9"), taxonId }))
    .max(40)
    .refine((hot) => new Set(hot.map(({ letter }) => letter)).size === hot.length, "a key gives one taxon: got one key twice"),
});
export type Preferences = Partial<z.output<typeof preferences>>;

const known = preferences.partial();

/** What is stored may be of an older version: parts that no longer fit are left out. */
function readable(stored: Record<string, unknown>): Preferences {
  const parts = Object.entries(stored).map(([name, value]) => known.safeParse({ [name]: value }));
  return Object.assign({}, ...parts.map((part) => (part.success ? part.data : {})));
}

/** Under what a person's choices name how the vignettes of a project's instrument are shown; null: the instrument is not known. */
async function adjustedAs(ctx: Context, project: ProjectId): Promise<string | null> {
  const instrument = (await projectById(ctx.db, project))?.instrument.trim() ?? "";
  return instrument === "" || instrument === "?" ? null : `adjust/${instrument}`;
}

export const readPreferences = verb({
  name: "view.preferences",
  permission: "view.read",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => {
    const user = actingUser(ctx);
    if (user === null) return ok({});
    const kept = await preferencesOf(ctx.db, i.projectId, user);
    const name = await adjustedAs(ctx, i.projectId);
    const adjust = name === null ? undefined : (await preferencesOf(ctx.db, ofNoProject, user))[name];
    return ok(readable(adjust === undefined ? kept : { ...kept, adjust }));
  },
});

export const writePreferences = verb({
  name: "view.prefer",
  permission: "view.write",
  input: z.strictObject({ projectId, value: known }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => {
    const user = actingUser(ctx);
    if (user === null) return refuse("unauthenticated", "choices are kept for people who are signed in");
    const { adjust, ...rest } = i.value;
    const name = adjust === undefined ? null : await adjustedAs(ctx, i.projectId);
    return transact(ctx.db, async (tx) => {
      await mergePreferences(tx, i.projectId, user, name === null ? i.value : rest);
      if (name !== null) await mergePreferences(tx, ofNoProject, user, { [name]: adjust });
      return ok({ saved: true });
    });
  },
});
