import { acquisitionId, allows } from "@nauplius/domain";
import { readAcquisition } from "@nauplius/services";
import { notFound } from "next/navigation";
import { InProject } from "@/app/in-project.tsx";
import { ScanPage } from "@/features/checks/scan-page.tsx";
import { context } from "@/server/context.ts";
import { projectOfPage } from "@/server/project.ts";
import { shown } from "@/server/shown.ts";

export default async function AcquisitionScanPage({ params }: { params: Promise<{ acquisitionId: string }> }) {
  const id = acquisitionId.safeParse((await params).acquisitionId);
  if (!id.success) notFound();
  const acquisition = shown(await readAcquisition.call(await context(), { acquisitionId: id.data }));
  const { standing } = await projectOfPage(String(acquisition.projectId));
  if (!allows("check.read", standing)) notFound();
  return (
    <InProject id={acquisition.projectId} part="checks">
      <ScanPage id={acquisition.id} name={acquisition.name} projectId={acquisition.projectId} />
    </InProject>
  );
}
