import { projectId, roleAtLeast } from "@nauplius/domain";
import { listRuns, readProject } from "@nauplius/services";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { RunList } from "@/features/runs/run-list.tsx";
import { context } from "@/server/context.ts";
import { titled } from "@/server/project.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

export const generateMetadata = titled("runs");

export default async function ProjectRunsPage({ params }: { params: Promise<{ projectId: string }> }) {
  const id = projectId.safeParse((await params).projectId);
  if (!id.success) notFound();
  const ctx = await context();
  const project = shown(await readProject.call(ctx, { projectId: id.data }));
  const runs = shown(await listRuns.call(ctx, { projectId: id.data }));
  const t = await getTranslations("runs");
  return (
    <RunList
      initial={wire(runs)}
      projectId={id.data}
      rights={project.admin || roleAtLeast(project.role, "manager") ? "manager" : "none"}
      title={t("title")}
    />
  );
}
