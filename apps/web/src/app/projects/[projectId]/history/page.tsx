import { allows } from "@nauplius/domain";
import { notFound } from "next/navigation";
import { HistoryPage } from "@/features/history/history-page.tsx";
import { projectOfPage, titled } from "@/server/project.ts";

export const generateMetadata = titled("history");

export default async function ProjectHistoryPage({ params }: { params: Promise<{ projectId: string }> }) {
  const project = await projectOfPage((await params).projectId);
  if (!allows("history.read", project.standing)) notFound();
  const may = { undo: allows("correct.run", project.standing), revert: allows("annotation.revert", project.standing) };
  return <HistoryPage projectId={project.id} may={may} />;
}
