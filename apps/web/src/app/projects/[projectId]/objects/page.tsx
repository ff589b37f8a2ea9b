import { allows } from "@nauplius/domain";
import { actingUser, listFields, readKeyPractice, readPreferences } from "@nauplius/services";
import { notFound } from "next/navigation";
import { GridPage } from "@/features/grid/grid-page.tsx";
import { PracticeOffer } from "@/features/keys/offer.tsx";
import { context } from "@/server/context.ts";
import { projectOfPage, titled } from "@/server/project.ts";
import { shown } from "@/server/shown.ts";

export const generateMetadata = titled("objects");

export default async function ObjectsPage({ params }: { params: Promise<{ projectId: string }> }) {
  const project = await projectOfPage((await params).projectId);
  const ctx = await context();
  if (!allows("object.read", project.standing)) notFound();
  const fields = shown(await listFields.call(ctx, { projectId: project.id }));
  const preferences = await readPreferences.call(ctx, { projectId: project.id });
  const userId = actingUser(ctx);
  const asksForPractice =
    userId !== null && allows("annotation.propose", project.standing) && !shown(await readKeyPractice.call(ctx, {})).offered;
  return (
    <GridPage
      project={{ id: project.id, title: project.title }}
      userId={userId}
      role={project.role}
      manages={allows("project.edit", project.standing)}
      fields={fields}
      preferences={preferences.ok ? preferences.value : {}}
      above={asksForPractice ? <PracticeOffer /> : undefined}
    />
  );
}
