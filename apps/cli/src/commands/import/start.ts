import { ok, type ProjectId, type RunId } from "@nauplius/domain";
import { type Context, type ImportOptions, type Outcome, startImport } from "@nauplius/services";

type Start = { readonly project: ProjectId; readonly path: string; readonly options: ImportOptions; readonly as: string | undefined };

export async function startImportRun(ctx: Context, { project, path, options, as }: Start): Promise<Outcome<RunId>> {
  const input = { projectId: project, source: { from: "path" as const, path }, options };
  const started = await startImport.call(ctx, as === undefined ? input : { ...input, importer: as });
  return started.ok ? ok(started.value.run) : started;
}
