import { allows } from "@nauplius/domain";
import { notFound } from "next/navigation";
import { AssignmentsPage } from "@/features/work/assignments-page.tsx";
import { projectOfPage, titled } from "@/server/project.ts";

export const generateMetadata = titled("work");

export default async function Page({ params }: { params: Promise<{ projectId: string }> }) {
  const project = await projectOfPage((await params).projectId);
  if (!allows("assignment.manage", project.standing)) notFound();
  return <AssignmentsPage projectId={project.id} />;
}
