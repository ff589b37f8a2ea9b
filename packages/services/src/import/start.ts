import { insertRun, uploadById } from "@nauplius/db";
import { ok, refuse } from "@nauplius/domain";
import { actingUser, type Context } from "../context.ts";
import { deliver } from "../run/verbs.ts";
import { type Outcome, verb } from "../verb.ts";
import { asAllowed } from "./answers.ts";
import { importerOf } from "./importer.ts";
import { type ImportSource, importInput } from "./input.ts";

/** Starts an import: the run's row is the truth, a worker reads the batch. */
export const startImport = verb({
  name: "import.start",
  permission: "import.run",
  input: importInput,
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const source = await allowedSource(ctx, i.source);
    if (!source.ok) return source;
    const answers = asAllowed(grant.standing.siteRoles, i.options.answers);
    const importer = await importerOf(ctx, i.importer);
    if (!importer.ok) return importer;
    const createdBy = importer.value;
    const input = { ...i, options: { ...i.options, answers } };
    const id = await insertRun(ctx.db, { kind: "importBatch", projectId: i.projectId, createdBy, input, now: ctx.clock.now() });
    await deliver(ctx, { id, kind: "importBatch" });
    return ok({ run: id });
  },
});

/** Paths of the machine are the operator's; an upload is its owner's alone. */
export async function allowedSource(ctx: Context, source: ImportSource): Promise<Outcome<null>> {
  if (source.from === "path" && ctx.actor.kind !== "system")
    return refuse(
      "forbidden",
      "a path of the machine is for the operator's command line; upload the file, or use a path below the import folder",
    );
  if (source.from !== "upload") return ok(null);
  const upload = await uploadById(ctx.db, source.upload);
  if (upload === null || (ctx.actor.kind !== "system" && upload.userId !== actingUser(ctx)))
    return refuse("notFound", "there is no such upload of yours");
  return upload.receivedAt === null ? refuse("notReady", `${upload.name} has not arrived whole yet`) : ok(null);
}
