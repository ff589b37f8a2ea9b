import { roleAtLeast, runId } from "@nauplius/domain";
import { actingUser, readRun } from "@nauplius/services";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { InProject } from "@/app/in-project.tsx";
import { RunView } from "@/features/runs/run-view.tsx";
import { context } from "@/server/context.ts";
import { projectOfPage, titleInProject } from "@/server/project.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

type Props = { params: Promise<{ runId: string }> };

const runOf = cache(async (text: string) => {
  const id = runId.safeParse(text);
  if (!id.success) notFound();
  return shown(await readRun.call(await context(), { runId: id.data }));
});

export const generateMetadata = async ({ params }: Props) => {
  const run = await runOf((await params).runId);
  const name = (await getTranslations("runs.kind"))(run.kind);
  return run.projectId === null ? { title: name } : titleInProject(run.projectId, name);
};

/** A run of a project stands among the project's pages; one of the site alone. */
export default async function RunPage({ params }: Props) {
  const run = await runOf((await params).runId);
  if (run.projectId === null) return <RunView initial={wire(run)} rights="starter" />;
  const project = await projectOfPage(String(run.projectId));
  const manages = project.admin || roleAtLeast(project.role, "manager");
  const started = actingUser(await context()) === run.createdBy && run.createdBy !== null;
  return (
    <InProject id={run.projectId} part="runs">
      <RunView initial={wire(run)} rights={manages ? "manager" : started ? "starter" : "none"} />
    </InProject>
  );
}
