import { allows, profileOfInstrument } from "@nauplius/domain";
import { listSegmentations, listUploads } from "@nauplius/services";
import { notFound } from "next/navigation";
import { SegmentPage } from "@/features/import/segment/segment-page.tsx";
import { context } from "@/server/context.ts";
import { env } from "@/server/env.ts";
import { projectOfPage, titled } from "@/server/project.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

export const generateMetadata = titled("segment");

export default async function ProjectSegmentPage({ params }: { params: Promise<{ projectId: string }> }) {
  const project = await projectOfPage((await params).projectId);
  if (!allows("import.run", project.standing)) notFound();
  const ctx = await context();
  const batches = shown(await listSegmentations.call(ctx, { projectId: project.id }));
  const uploads = shown(await listUploads.call(ctx, {}));
  return (
    <SegmentPage
      projectId={project.id}
      usual={profileOfInstrument(project.instrument)}
      batches={wire(batches)}
      uploads={wire(uploads)}
      hasServerFolder={env().IMPORT_ROOT !== undefined}
    />
  );
}
