import { roleAtLeast, runId } from "@nauplius/domain";
import { readProject, readRun } from "@nauplius/services";
import { notFound } from "next/navigation";
import { RunView } from "@/features/runs/run-view.tsx";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

export default async function RunPage({ params }: { params: Promise<{ runId: string }> }) {
  const id = runId.safeParse((await params).runId);
  if (!id.success) notFound();
  const ctx = await context();
  const run = shown(await readRun.call(ctx, { runId: id.data }));
  const project = run.projectId === null ? null : shown(await readProject.call(ctx, { projectId: run.projectId }));
  const mayControl = project === null || project.admin || roleAtLeast(project.role, "manager");
  return <RunView initial={wire(run)} mayControl={mayControl} />;
}
