import { allows } from "@nauplius/domain";
import { notFound } from "next/navigation";
import { MultiplesPage } from "@/features/divide/multiples-page.tsx";
import { projectOfPage, titled } from "@/server/project.ts";

export const generateMetadata = titled("multiples");

export default async function ProjectMultiplesPage({ params }: { params: Promise<{ projectId: string }> }) {
  const project = await projectOfPage((await params).projectId);
  if (!allows("object.read", project.standing)) notFound();
  return <MultiplesPage projectId={project.id} mayDivide={allows("object.divide", project.standing)} />;
}
