import { allows } from "@nauplius/domain";
import { notFound } from "next/navigation";
import { ChecksPage } from "@/features/checks/checks-page.tsx";
import { projectOfPage, titled } from "@/server/project.ts";

export const generateMetadata = titled("checks");

export default async function ProjectChecksPage({ params }: { params: Promise<{ projectId: string }> }) {
  const project = await projectOfPage((await params).projectId);
  if (!allows("check.read", project.standing)) notFound();
  return <ChecksPage projectId={project.id} maySign={allows("check.sign", project.standing)} />;
}
