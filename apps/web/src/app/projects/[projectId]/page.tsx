import { allows } from "@nauplius/domain";
import { listRuns, listSamples, nameTaxa, projectCounts, projectExamples, projectMemberCount } from "@nauplius/services";
import { UnsignedSamples } from "@/features/checks/unsigned-samples.tsx";
import { ProjectOverview } from "@/features/projects/overview.tsx";
import { stateTotals, taxonLines } from "@/features/samples/lines.ts";
import { context } from "@/server/context.ts";
import { projectOfPage, titleInProject } from "@/server/project.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

type Props = { params: Promise<{ projectId: string }> };

export const generateMetadata = async ({ params }: Props) => titleInProject((await params).projectId);

export default async function ProjectPage({ params }: Props) {
  const project = await projectOfPage((await params).projectId);
  const ctx = await context();
  const of = { projectId: project.id };
  const [counts, samples, members, examples] = await Promise.all([
    projectCounts.call(ctx, of),
    listSamples.call(ctx, of),
    projectMemberCount.call(ctx, of),
    projectExamples.call(ctx, { ...of, limit: 24 }),
  ]);
  const counted = shown(counts);
  const isEmpty = counted.length === 0;
  // The public of an open project sees no runs.
  const runs = isEmpty && allows("run.read", project.standing) ? shown(await listRuns.call(ctx, of)) : [];
  const ids = [...new Set(counted.map((c) => c.taxonId))].join();
  const names = shown(await nameTaxa.call(ctx, { ids }));
  const { standing, role: _role, admin: _admin, settings: _settings, ...row } = project;
  return (
    <UnsignedSamples projectId={project.id} isQuiet>
      <ProjectOverview
        project={wire(row)}
        counts={stateTotals(counted)}
        taxa={taxonLines(counted, names)}
        samples={wire(shown(samples))}
        examples={examples.ok ? wire(examples.value) : []}
        members={shown(members).members}
        runs={wire(runs)}
        may={{
          edit: allows("project.edit", standing),
          objects: allows("object.read", standing),
          import: allows("import.run", standing),
          team: allows("project.team", standing),
          correct: allows("correct.run", standing),
          predict: allows("predict.run", standing),
        }}
      />
    </UnsignedSamples>
  );
}
