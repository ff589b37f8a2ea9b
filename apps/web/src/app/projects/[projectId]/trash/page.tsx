import { allows } from "@nauplius/domain";
import { notFound } from "next/navigation";
import { TrashPage } from "@/features/correct/trash/trash-page.tsx";
import { projectOfPage, titled } from "@/server/project.ts";

export const generateMetadata = titled("trash");

export default async function ProjectTrashPage({ params }: { params: Promise<{ projectId: string }> }) {
  const project = await projectOfPage((await params).projectId);
  if (!allows("trash.manage", project.standing)) notFound();
  return <TrashPage projectId={project.id} />;
}
