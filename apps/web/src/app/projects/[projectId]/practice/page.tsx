import { allows } from "@nauplius/domain";
import { notFound } from "next/navigation";
import { PracticePage } from "@/features/practice/practice-page.tsx";
import { projectOfPage, titled } from "@/server/project.ts";

export const generateMetadata = titled("practice");

export default async function Page({ params }: { params: Promise<{ projectId: string }> }) {
  const project = await projectOfPage((await params).projectId);
  if (!allows("practice.take", project.standing)) notFound();
  return <PracticePage projectId={project.id} manages={allows("practice.manage", project.standing)} />;
}
