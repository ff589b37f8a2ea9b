import { mergePreferences, preferencesOf } from "@nauplius/db";
import { fieldRef, ok, projectId, refuse, taxonId } from "@nauplius/domain";
import { z } from "zod";
import { actingUser } from "../context.ts";
import { verb } from "../verb.ts";

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
  /** How vignettes are shown: factors, 1 leaves them as they are. */
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
  /** Taxa that Shift and a letter give. */
  hotTaxa: z
    .array(z.strictObject({ letter: z.string().regex(/^\p{L}$/u), taxonId }))
    .max(40)
    .refine((hot) => new Set(hot.map(({ letter }) => letter)).size === hot.length, "a letter gives one taxon: got one letter twice"),
});
export type Preferences = Partial<z.output<typeof preferences>>;

const known = preferences.partial();

/** What is stored may be of an older version: parts that no longer fit are left out. */
function readable(stored: Record<string, unknown>): Preferences {
  const parts = Object.entries(stored).map(([name, value]) => known.safeParse({ [name]: value }));
  return Object.assign({}, ...parts.map((part) => (part.success ? part.data : {})));
}

export const readPreferences = verb({
  name: "view.preferences",
  permission: "view.read",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => {
    const user = actingUser(ctx);
    return ok(user === null ? {} : readable(await preferencesOf(ctx.db, i.projectId, user)));
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
    await mergePreferences(ctx.db, i.projectId, user, i.value);
    return ok({ saved: true });
  },
});
