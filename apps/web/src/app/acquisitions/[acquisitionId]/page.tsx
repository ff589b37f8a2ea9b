import { acquisitionId, allows } from "@nauplius/domain";
import { projectExamples, readAcquisition } from "@nauplius/services";
import { notFound } from "next/navigation";
import { cache } from "react";
import { InProject } from "@/app/in-project.tsx";
import { UnsignedSamples } from "@/features/checks/unsigned-samples.tsx";
import { AcquisitionPage } from "@/features/samples/sample-page.tsx";
import { context } from "@/server/context.ts";
import { projectOfPage, titleInProject } from "@/server/project.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

type Props = { params: Promise<{ acquisitionId: string }> };

const acquisitionOf = cache(async (text: string) => {
  const id = acquisitionId.safeParse(text);
  if (!id.success) notFound();
  return shown(await readAcquisition.call(await context(), { acquisitionId: id.data }));
});

export const generateMetadata = async ({ params }: Props) => {
  const acquisition = await acquisitionOf((await params).acquisitionId);
  return titleInProject(acquisition.projectId, acquisition.name);
};

export default async function Page({ params }: Props) {
  const ctx = await context();
  const acquisition = await acquisitionOf((await params).acquisitionId);
  const examples = await projectExamples.call(ctx, { projectId: acquisition.projectId, acquisitionId: acquisition.id, limit: 24 });
  const { standing } = await projectOfPage(String(acquisition.projectId));
  return (
    <InProject id={acquisition.projectId} part="overview">
      <UnsignedSamples projectId={acquisition.projectId} samples={[acquisition.sampleId]}>
        <AcquisitionPage
          acquisition={wire(acquisition)}
          examples={examples.ok ? wire(examples.value) : null}
          mayCorrect={allows("correct.run", standing)}
        />
      </UnsignedSamples>
    </InProject>
  );
}
