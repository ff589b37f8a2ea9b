import { objectId } from "@nauplius/domain";
import { actingUser, readObject } from "@nauplius/services";
import { notFound } from "next/navigation";
import { cache } from "react";
import { InProject } from "@/app/in-project.tsx";
import { ObjectPage } from "@/features/object/object-page.tsx";
import { context } from "@/server/context.ts";
import { titleInProject } from "@/server/project.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

type Props = { params: Promise<{ objectId: string }> };

const objectOf = cache(async (text: string) => {
  const id = objectId.safeParse(text);
  if (!id.success) notFound();
  return shown(await readObject.call(await context(), { objectId: id.data }));
});

export const generateMetadata = async ({ params }: Props) => {
  const object = await objectOf((await params).objectId);
  return titleInProject(object.projectId, object.originalId);
};

export default async function Page({ params }: Props) {
  const ctx = await context();
  const object = wire(await objectOf((await params).objectId));
  return (
    <InProject id={object.projectId} part="objects">
      <ObjectPage object={object} userId={actingUser(ctx)} />
    </InProject>
  );
}
