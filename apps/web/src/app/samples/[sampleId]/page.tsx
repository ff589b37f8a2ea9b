import { allows, sampleId } from "@nauplius/domain";
import { listSamples, projectExamples, readSample } from "@nauplius/services";
import { notFound } from "next/navigation";
import { InProject } from "@/app/in-project.tsx";
import { SamplePage } from "@/features/samples/sample-page.tsx";
import { context } from "@/server/context.ts";
import { projectOfPage } from "@/server/project.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

export default async function Page({ params }: { params: Promise<{ sampleId: string }> }) {
  const id = sampleId.safeParse((await params).sampleId);
  if (!id.success) notFound();
  const ctx = await context();
  const sample = shown(await readSample.call(ctx, { sampleId: id.data }));
  const others = shown(await listSamples.call(ctx, { projectId: sample.projectId }));
  const examples = await projectExamples.call(ctx, { projectId: sample.projectId, sampleId: sample.id, limit: 24 });
  const placed = others.flatMap((o) =>
    o.latitude === null || o.longitude === null ? [] : [{ id: o.id, name: o.name, latitude: o.latitude, longitude: o.longitude }],
  );
  const { standing } = await projectOfPage(String(sample.projectId));
  return (
    <InProject id={sample.projectId} part="overview">
      <SamplePage
        sample={wire(sample)}
        others={placed}
        examples={examples.ok ? wire(examples.value) : null}
        mayCorrect={allows("correct.run", standing)}
      />
    </InProject>
  );
}
