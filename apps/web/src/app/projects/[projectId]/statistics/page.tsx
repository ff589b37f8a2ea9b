import { allows } from "@nauplius/domain";
import { projectStatistics, readProtocol } from "@nauplius/services";
import { UnsignedSamples } from "@/features/checks/unsigned-samples.tsx";
import { StatisticsPage } from "@/features/statistics/statistics-page.tsx";
import { context } from "@/server/context.ts";
import { projectOfPage, titled } from "@/server/project.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

export const generateMetadata = titled("statistics");

export default async function ProjectStatisticsPage({ params }: { params: Promise<{ projectId: string }> }) {
  const project = await projectOfPage((await params).projectId);
  const ctx = await context();
  const of = { projectId: project.id };
  const [statistics, formulas] = await Promise.all([projectStatistics.call(ctx, of), readProtocol.call(ctx, of)]);
  return (
    <UnsignedSamples projectId={project.id}>
      <StatisticsPage
        projectId={project.id}
        statistics={wire(shown(statistics))}
        formulas={wire(shown(formulas))}
        mayManage={allows("statistics.manage", project.standing)}
      />
    </UnsignedSamples>
  );
}
