import { Anchor, Card, ScrollArea, SimpleGrid, Table, Text } from "@mantine/core";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { below, namedGrid, palette } from "@/features/statistics/model/common.ts";
import { PictureCard } from "@/features/statistics/picture-card.tsx";
import type { Picture } from "@/features/statistics/types.ts";

export type WorkNow = {
  readonly weeks: readonly { readonly week: string; readonly labels: number; readonly people: number }[];
  readonly runs: { readonly queued: number; readonly running: number; readonly asking: number };
  readonly waiting: readonly {
    readonly projectId: number;
    readonly title: string;
    readonly unclassified: number;
    readonly predicted: number;
    readonly proposed: number;
    readonly unsigned: number;
  }[];
};

function weeksPicture({ weeks }: WorkNow, t: (key: "week" | "labels" | "people") => string): Picture {
  return {
    option: {
      grid: namedGrid,
      legend: { top: 0, itemHeight: 10 },
      tooltip: { trigger: "axis" },
      xAxis: { type: "category", data: weeks.map(({ week }) => week), name: t("week"), ...below },
      yAxis: [
        { type: "value", name: t("labels"), minInterval: 1 },
        { type: "value", name: t("people"), minInterval: 1, splitLine: { show: false } },
      ],
      series: [
        { type: "bar", name: t("labels"), itemStyle: { color: palette[0] }, data: weeks.map(({ labels }) => labels) },
        { type: "line", name: t("people"), yAxisIndex: 1, itemStyle: { color: palette[5] }, data: weeks.map(({ people }) => people) },
      ],
    },
    head: ["week", "labels", "people"],
    rows: weeks.map(({ week, labels, people }) => [week, labels, people]),
  };
}

const columns = [
  { name: "unclassified", to: "objects?state=unclassified" },
  { name: "predicted", to: "objects?state=predicted" },
  { name: "proposed", to: "objects?proposed=1" },
  { name: "unsigned", to: "checks" },
] as const;

/** What was done lately, and what waits. */
export function Work({ work }: { readonly work: WorkNow }) {
  const t = useTranslations("statistics.usage");
  const format = useFormatter();
  const picture = useMemo(() => weeksPicture(work, t), [work, t]);
  const { queued, running, asking } = work.runs;
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} mt="md">
      <PictureCard title={t("activity")} picture={picture} />
      <Card withBorder padding="sm" component="section" aria-label={t("waiting")}>
        <Text fw={600}>{t("waiting")}</Text>
        <Text size="xs" c="dimmed" mb="xs">
          {t("waitingAbout")}
        </Text>
        <Text size="sm" mb="xs">
          {`${t("runs")}: ${format.number(running)} ${t("running")}, ${format.number(queued)} ${t("queued")}, ${format.number(asking)} ${t("asking")}`}
        </Text>
        {work.waiting.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t("nothingWaits")}
          </Text>
        ) : (
          <ScrollArea>
            <Table striped aria-label={t("waiting")}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t("project")}</Table.Th>
                  {columns.map(({ name }) => (
                    <Table.Th key={name}>{t(name)}</Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {work.waiting.map((row) => (
                  <Table.Tr key={row.projectId}>
                    <Table.Td>
                      <Anchor component={Link} href={`/projects/${row.projectId}`}>
                        {row.title}
                      </Anchor>
                    </Table.Td>
                    {columns.map(({ name, to }) => (
                      <Table.Td key={name}>
                        {row[name] === 0 ? (
                          "–"
                        ) : (
                          <Anchor component={Link} href={`/projects/${row.projectId}/${to}`}>
                            {format.number(row[name])}
                          </Anchor>
                        )}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollArea>
        )}
      </Card>
    </SimpleGrid>
  );
}
