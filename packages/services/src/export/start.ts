import { insertRun, personById, runById } from "@nauplius/db";
import { allows, exportOptions, isQuantityFormat, ledgerPosition, ok, projectId, refuse, runId } from "@nauplius/domain";
import { z } from "zod";
import { type Grant, sightOf } from "../access.ts";
import { actingUser, type Context } from "../context.ts";
import { refuseRecast } from "../quantity/asked.ts";
import { noProtocol, protocolOf } from "../quantity/read.ts";
import { deliver } from "../run/verbs.ts";
import { verb } from "../verb.ts";
import { type ExportInput, holdsEmails, settled } from "./input.ts";

/** The operator at the machine is nobody's account. */
async function nameOf(ctx: Context): Promise<string> {
  const user = actingUser(ctx);
  return user === null ? (ctx.actor.kind === "system" ? "operator" : "") : ((await personById(ctx.db, user))?.name ?? "");
}

async function begin(
  ctx: Context,
  grant: Grant,
  rest: Pick<ExportInput, "projectId" | "options" | "again" | "protocol"> & { emails?: boolean; by?: string },
) {
  const sight = sightOf(grant);
  const input: ExportInput = {
    ...rest,
    sampleIds: [...sight.sampleIds],
    validatedOnly: sight.validatedOnly,
    people: !sight.validatedOnly,
    emails: rest.emails ?? allows("project.members", grant.standing),
    by: rest.by ?? (await nameOf(ctx)),
    baseUrl: ctx.settings?.baseUrl ?? "",
  };
  const id = await insertRun(ctx.db, {
    kind: "exportProject",
    projectId: rest.projectId,
    createdBy: actingUser(ctx),
    input,
    now: ctx.clock.now(),
  });
  await deliver(ctx, { id, kind: "exportProject" });
  return ok({ run: id });
}

const onlySamples =
  "quantities are of whole samples, so that what is absent is known; expected filter.samples alone, and the states under quantities.states";
const notHere = (key: string) => ({ path: `filter.${key}`, message: onlySamples });

/** Asks for a file of a project's objects; what it holds is what the person may see now. */
export const startExport = verb({
  name: "export.start",
  permission: "export.run",
  input: z.strictObject({ projectId, options: exportOptions }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    if (i.options.format === "backup") return refuse("invalid", "backups are asked for by managers, as a backup");
    if (!isQuantityFormat(i.options.format)) return begin(ctx, grant, { projectId: i.projectId, options: i.options, again: null });
    const others = Object.keys(i.options.filter).filter((key) => key !== "samples");
    if (others.length > 0) return refuse("invalid", `filter.${others[0]}: ${onlySamples}`, { faults: others.map(notHere) });
    const protocol = await protocolOf(ctx.db, i.projectId);
    if (protocol === null) return refuse("conflict", noProtocol);
    const strange = await refuseRecast(ctx.db, i.projectId, i.options.quantities);
    if (strange !== null) return strange;
    return begin(ctx, grant, { projectId: i.projectId, options: settled(i.options), again: null, protocol: protocol.version });
  },
});

/** Everything of a project, as it came: for managers. */
export const startBackup = verb({
  name: "export.backup",
  permission: "export.backup",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    if (grant.sampleIds.length > 0)
      return refuse("forbidden", "your membership covers some samples only; a backup holds the whole project");
    return begin(ctx, grant, { projectId: i.projectId, options: settled(exportOptions.parse({ format: "backup" })), again: null });
  },
});

/** The same export once more: same objects, same position in the history, same bytes. */
export const exportAgain = verb({
  name: "export.again",
  permission: "export.run",
  input: z.strictObject({ projectId, runId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const run = await runById(ctx.db, i.runId);
    if (run === null || run.kind !== "exportProject" || run.projectId !== i.projectId)
      return refuse("notFound", "there is no such export in this project");
    const position = ledgerPosition.safeParse(run.result?.position);
    if (run.state !== "done" || !position.success)
      return refuse("conflict", `that export is ${run.state}; only finished ones are made again`);
    const before = run.input as unknown as ExportInput;
    const sight = sightOf(grant);
    const same = before.validatedOnly === sight.validatedOnly && before.sampleIds.join() === sight.sampleIds.join();
    const allowed =
      same &&
      (!holdsEmails(before) || allows("project.members", grant.standing)) &&
      (before.options.format !== "backup" || grant.standing.role === "manager" || grant.standing.siteRoles.includes("admin"));
    if (!allowed) return refuse("forbidden", "that export was made with other rights than yours; start one of your own");
    return begin(ctx, grant, {
      projectId: i.projectId,
      options: before.options,
      protocol: before.protocol,
      emails: holdsEmails(before),
      by: before.by ?? "",
      again: { run: before.again?.run ?? run.id, position: position.data, at: String(run.result?.at) },
    });
  },
});
