import { allows, objectId } from "@nauplius/domain";
import { readObject } from "@nauplius/services";
import { notFound } from "next/navigation";
import { InProject } from "@/app/in-project.tsx";
import { SeparatePage } from "@/features/divide/separate-page.tsx";
import { context } from "@/server/context.ts";
import { projectOfPage } from "@/server/project.ts";
import { shown } from "@/server/shown.ts";

export default async function SeparateObjectPage({ params }: { params: Promise<{ objectId: string }> }) {
  const id = objectId.safeParse((await params).objectId);
  if (!id.success) notFound();
  const object = shown(await readObject.call(await context(), { objectId: id.data }));
  const project = await projectOfPage(String(object.projectId));
  if (!allows("object.divide", project.standing)) notFound();
  return (
    <InProject id={object.projectId} part="objects">
      <SeparatePage id={object.id} name={object.originalId} />
    </InProject>
  );
}
