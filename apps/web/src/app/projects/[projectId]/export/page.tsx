import { Stack, Title } from "@mantine/core";
import { roleAtLeast } from "@nauplius/domain";
import { listRuns } from "@nauplius/services";
import { getTranslations } from "next-intl/server";
import { PageFrame } from "@/components/page-frame.tsx";
import { ExportForm } from "@/features/export/export-form.tsx";
import { ExportList } from "@/features/export/export-list.tsx";
import { context } from "@/server/context.ts";
import { projectOfPage, titled } from "@/server/project.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

type Props = { params: Promise<{ projectId: string }> };

export const generateMetadata = titled("export");

export default async function ExportPage({ params }: Props) {
  const project = await projectOfPage((await params).projectId);
  const runs = shown(await listRuns.call(await context(), { projectId: project.id }));
  const manages = project.admin || roleAtLeast(project.role, "manager");
  const t = await getTranslations("export");
  return (
    <PageFrame title={t("title")} about={t("intro")}>
      <Stack gap="lg">
        <ExportForm projectId={project.id} mayBackup={manages} />
        <Title order={2} size="h4">
          {t("earlier")}
        </Title>
        <ExportList initial={wire(runs)} projectId={project.id} mayControl={manages} />
      </Stack>
    </PageFrame>
  );
}
