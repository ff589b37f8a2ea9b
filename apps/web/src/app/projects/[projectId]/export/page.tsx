import { Stack, Title } from "@mantine/core";
import { isEmptyFilter, roleAtLeast, viewOfQuery } from "@nauplius/domain";
import { listRuns } from "@nauplius/services";
import { getTranslations } from "next-intl/server";
import { PageFrame } from "@/components/page-frame.tsx";
import { ExportForm } from "@/features/export/export-form.tsx";
import { ExportList } from "@/features/export/export-list.tsx";
import { context } from "@/server/context.ts";
import { projectOfPage, titled } from "@/server/project.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

type Props = { params: Promise<{ projectId: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

const pairsOf = (query: Awaited<Props["searchParams"]>): [string, string][] =>
  Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [value].flat().map((v): [string, string] => [key, v])));

export const generateMetadata = titled("export");

export default async function ExportPage({ params, searchParams }: Props) {
  const project = await projectOfPage((await params).projectId);
  const { filter } = viewOfQuery(pairsOf(await searchParams));
  const runs = shown(await listRuns.call(await context(), { projectId: project.id }));
  const manages = project.admin || roleAtLeast(project.role, "manager");
  const t = await getTranslations("export");
  return (
    <PageFrame title={t("title")} about={t("intro")}>
      <Stack gap="lg">
        <ExportForm projectId={project.id} mayBackup={manages} filter={isEmptyFilter(filter) ? null : filter} />
        <Title order={2} size="h4">
          {t("earlier")}
        </Title>
        <ExportList initial={wire(runs)} projectId={project.id} mayControl={manages} />
      </Stack>
    </PageFrame>
  );
}
