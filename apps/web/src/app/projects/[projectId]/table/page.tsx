import { allows } from "@nauplius/domain";
import { notFound } from "next/navigation";
import { CorrectionTablePage } from "@/features/correct/sheet/table-page.tsx";
import { projectOfPage, titled } from "@/server/project.ts";

export const generateMetadata = titled("table");

export default async function TablePage({ params }: { params: Promise<{ projectId: string }> }) {
  const project = await projectOfPage((await params).projectId);
  if (!allows("correct.run", project.standing)) notFound();
  return <CorrectionTablePage projectId={project.id} />;
}
