import { allows } from "@nauplius/domain";
import { projectTaxa } from "@nauplius/services";
import { ProjectTaxa } from "@/features/taxonomy/local/project-taxa.tsx";
import { context } from "@/server/context.ts";
import { projectOfPage, titled } from "@/server/project.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

export const generateMetadata = titled("taxa");

export default async function ProjectTaxaPage({ params }: { params: Promise<{ projectId: string }> }) {
  const project = await projectOfPage((await params).projectId);
  const taxa = shown(await projectTaxa.call(await context(), { projectId: project.id }));
  return <ProjectTaxa projectId={project.id} initial={wire(taxa)} mayManage={allows("taxonomy.local", project.standing)} />;
}
