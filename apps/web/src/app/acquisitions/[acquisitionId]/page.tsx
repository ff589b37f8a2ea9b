import { acquisitionId, allows } from "@nauplius/domain";
import { projectExamples, readAcquisition } from "@nauplius/services";
import { notFound } from "next/navigation";
import { InProject } from "@/app/in-project.tsx";
import { AcquisitionPage } from "@/features/samples/sample-page.tsx";
import { context } from "@/server/context.ts";
import { projectOfPage } from "@/server/project.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

export default async function Page({ params }: { params: Promise<{ acquisitionId: string }> }) {
  const id = acquisitionId.safeParse((await params).acquisitionId);
  if (!id.success) notFound();
  const ctx = await context();
  const acquisition = shown(await readAcquisition.call(ctx, { acquisitionId: id.data }));
  const examples = await projectExamples.call(ctx, { projectId: acquisition.projectId, acquisitionId: acquisition.id, limit: 24 });
  const { standing } = await projectOfPage(String(acquisition.projectId));
  return (
    <InProject id={acquisition.projectId} part="overview">
      <AcquisitionPage
        acquisition={wire(acquisition)}
        examples={examples.ok ? wire(examples.value) : null}
        mayCorrect={allows("correct.run", standing)}
      />
    </InProject>
  );
}
