import { objectId } from "@nauplius/domain";
import { actingUser, readObject } from "@nauplius/services";
import { notFound } from "next/navigation";
import { InProject } from "@/app/in-project.tsx";
import { ObjectPage } from "@/features/object/object-page.tsx";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

export default async function Page({ params }: { params: Promise<{ objectId: string }> }) {
  const id = objectId.safeParse((await params).objectId);
  if (!id.success) notFound();
  const ctx = await context();
  const object = wire(shown(await readObject.call(ctx, { objectId: id.data })));
  return (
    <InProject id={object.projectId} part="objects">
      <ObjectPage object={object} userId={actingUser(ctx)} />
    </InProject>
  );
}
