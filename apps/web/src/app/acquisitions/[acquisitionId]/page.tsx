import { acquisitionId } from "@nauplius/domain";
import { projectExamples, readAcquisition } from "@nauplius/services";
import { notFound } from "next/navigation";
import { AcquisitionPage } from "@/features/samples/sample-page.tsx";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

export default async function Page({ params }: { params: Promise<{ acquisitionId: string }> }) {
  const id = acquisitionId.safeParse((await params).acquisitionId);
  if (!id.success) notFound();
  const ctx = await context();
  const acquisition = shown(await readAcquisition.call(ctx, { acquisitionId: id.data }));
  const objects = await projectExamples.call(ctx, { projectId: acquisition.projectId, limit: 1 });
  return <AcquisitionPage acquisition={wire(acquisition)} seesObjects={objects.ok} />;
}
