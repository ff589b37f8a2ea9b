import { allows, runId } from "@nauplius/domain";
import { listRuns, listUploads, readRun } from "@nauplius/services";
import { notFound } from "next/navigation";
import { ImportWizard } from "@/features/import/wizard.tsx";
import { context } from "@/server/context.ts";
import { env } from "@/server/env.ts";
import { projectOfPage, titled } from "@/server/project.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

type Props = { params: Promise<{ projectId: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export const generateMetadata = titled("import");

export default async function ImportPage({ params, searchParams }: Props) {
  const project = await projectOfPage((await params).projectId);
  if (!allows("import.run", project.standing)) notFound();
  const ctx = await context();
  const runs = shown(await listRuns.call(ctx, { projectId: project.id, limit: 50 })).filter((run) => run.kind === "importBatch");
  const asked = runId.safeParse((await searchParams).run);
  const here = asked.success && !runs.some((run) => run.id === asked.data) ? shown(await readRun.call(ctx, { runId: asked.data })) : null;
  if (here !== null && (here.projectId !== project.id || here.kind !== "importBatch")) notFound();
  const uploads = shown(await listUploads.call(ctx, {}));
  return (
    <ImportWizard
      projectId={project.id}
      initial={wire(here === null ? runs : [here, ...runs])}
      uploads={wire(uploads)}
      editsTree={allows("taxonomy.edit", project.standing)}
      hasServerFolder={env().IMPORT_ROOT !== undefined}
    />
  );
}
