import { allows } from "@nauplius/domain";
import { listPreparations, listRuns, listSpaces, projectTaxa, proposeRules } from "@nauplius/services";
import { UnsignedSamples } from "@/features/checks/unsigned-samples.tsx";
import { type ListedPreparation, SpacesPage } from "@/features/spaces/spaces-page.tsx";
import { context } from "@/server/context.ts";
import { projectOfPage, titled } from "@/server/project.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

export const generateMetadata = titled("spaces");

export default async function Page({ params }: { params: Promise<{ projectId: string }> }) {
  const project = await projectOfPage((await params).projectId);
  const ctx = await context();
  const of = { projectId: project.id };
  const [preparations, spaces, runs, taxa, proposed] = await Promise.all([
    listPreparations.call(ctx, of),
    listSpaces.call(ctx, of),
    listRuns.call(ctx, of),
    projectTaxa.call(ctx, of),
    proposeRules.call(ctx, of),
  ]);
  return (
    <UnsignedSamples projectId={project.id}>
      <SpacesPage
        projectId={project.id}
        // The verb that kept them checked their form.
        preparations={wire(shown(preparations)) as unknown as ListedPreparation[]}
        spaces={wire(shown(spaces))}
        runs={wire(shown(runs))}
        taxa={shown(taxa).used.map(({ id, displayName }) => ({ id, displayName }))}
        proposed={shown(proposed)}
        mayManage={allows("statistics.manage", project.standing)}
      />
    </UnsignedSamples>
  );
}
