import { spaceId } from "@nauplius/domain";
import { readSpace } from "@nauplius/services";
import { notFound } from "next/navigation";
import { InProject } from "@/app/in-project.tsx";
import { SpacePage } from "@/features/spaces/space-page.tsx";
import type { SpaceData } from "@/features/spaces/types.ts";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

export default async function Page({ params }: { params: Promise<{ spaceId: string }> }) {
  const id = spaceId.safeParse((await params).spaceId);
  if (!id.success) notFound();
  const space = shown(await readSpace.call(await context(), { spaceId: id.data }));
  return (
    <InProject id={space.projectId} part="spaces">
      {/* The run that kept it wrote it in this form. */}
      <SpacePage space={wire(space) as unknown as SpaceData} />
    </InProject>
  );
}
