import { allows, spaceId } from "@nauplius/domain";
import { listSpaces, readSpace } from "@nauplius/services";
import { notFound } from "next/navigation";
import { cache } from "react";
import { InProject } from "@/app/in-project.tsx";
import { UnsignedSamples } from "@/features/checks/unsigned-samples.tsx";
import { SpacePage } from "@/features/spaces/space-page.tsx";
import type { SpaceData } from "@/features/spaces/types.ts";
import { context } from "@/server/context.ts";
import { projectOfPage, titleInProject } from "@/server/project.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

type Props = { params: Promise<{ spaceId: string }> };

const spaceOf = cache(async (text: string) => {
  const id = spaceId.safeParse(text);
  if (!id.success) notFound();
  return shown(await readSpace.call(await context(), { spaceId: id.data }));
});

export const generateMetadata = async ({ params }: Props) => {
  const space = await spaceOf((await params).spaceId);
  return titleInProject(space.projectId, space.preparation);
};

export default async function Page({ params }: Props) {
  const space = await spaceOf((await params).spaceId);
  const project = await projectOfPage(String(space.projectId));
  const spaces = shown(await listSpaces.call(await context(), { projectId: space.projectId }));
  const others = spaces.filter(({ id }) => id !== space.id);
  // The run that kept it wrote it in this form.
  const data = wire(space) as unknown as SpaceData;
  const { result } = data;
  return (
    <InProject id={space.projectId} part="spaces">
      <UnsignedSamples projectId={space.projectId} samples={[...result.samples, ...(result.placed?.samples ?? [])].map(({ id }) => id)}>
        <SpacePage space={data} others={wire(others)} mayManage={allows("statistics.manage", project.standing)} />
      </UnsignedSamples>
    </InProject>
  );
}
