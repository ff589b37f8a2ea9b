import { allows, sampleId } from "@nauplius/domain";
import { listSamples, projectExamples, readSample } from "@nauplius/services";
import { notFound } from "next/navigation";
import { cache } from "react";
import { InProject } from "@/app/in-project.tsx";
import { UnsignedSamples } from "@/features/checks/unsigned-samples.tsx";
import { SamplePage } from "@/features/samples/sample-page.tsx";
import { context } from "@/server/context.ts";
import { projectOfPage, titleInProject } from "@/server/project.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

type Props = { params: Promise<{ sampleId: string }> };

const sampleOf = cache(async (text: string) => {
  const id = sampleId.safeParse(text);
  if (!id.success) notFound();
  return shown(await readSample.call(await context(), { sampleId: id.data }));
});

export const generateMetadata = async ({ params }: Props) => {
  const sample = await sampleOf((await params).sampleId);
  return titleInProject(sample.projectId, sample.name);
};

export default async function Page({ params }: Props) {
  const ctx = await context();
  const sample = await sampleOf((await params).sampleId);
  const others = shown(await listSamples.call(ctx, { projectId: sample.projectId }));
  const examples = await projectExamples.call(ctx, { projectId: sample.projectId, sampleId: sample.id, limit: 24 });
  const placed = others.flatMap((o) =>
    o.latitude === null || o.longitude === null ? [] : [{ id: o.id, name: o.name, latitude: o.latitude, longitude: o.longitude }],
  );
  const { standing } = await projectOfPage(String(sample.projectId));
  return (
    <InProject id={sample.projectId} part="overview">
      <UnsignedSamples projectId={sample.projectId} samples={[sample.id]}>
        <SamplePage
          sample={wire(sample)}
          others={placed}
          examples={examples.ok ? wire(examples.value) : null}
          mayCorrect={allows("correct.run", standing)}
        />
      </UnsignedSamples>
    </InProject>
  );
}
