"use client";
import { Button, Group, MultiSelect, Progress, SegmentedControl, Table, Text } from "@mantine/core";
import type { CampaignLine } from "@nauplius/services";
import { IconDownload } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { PageFrame } from "@/components/page-frame.tsx";

type Props = {
  readonly projects: readonly { readonly id: number; readonly title: string }[];
  /** Ids in the address; empty: all. */
  readonly chosen: readonly number[];
  readonly lines: readonly CampaignLine[];
};

const levels = ["project", "assignment", "sample", "taxon"] as const;

/** Several projects side by side: what is done, what is left, when it will be done. */
export function CampaignPage({ projects, chosen, lines }: Props) {
  const t = useTranslations("work.campaign");
  const router = useRouter();
  const [level, setLevel] = useState<CampaignLine["level"]>("project");
  const query = chosen.length === 0 ? "" : `?projects=${chosen.join(",")}`;
  return (
    <PageFrame
      title={t("title")}
      about={t("intro")}
      action={
        lines.length > 0 && (
          <Button component="a" href={`/api/campaign${query}`} download variant="default" leftSection={<IconDownload size={16} />}>
            {t("csv")}
          </Button>
        )
      }
    >
      {projects.length === 0 && <Text c="dimmed">{t("none")}</Text>}
      {projects.length > 0 && (
        <Group gap="sm" mb="md" align="flex-end">
          <MultiSelect
            label={t("projects")}
            placeholder={chosen.length === 0 ? t("every") : undefined}
            data={projects.map(({ id, title }) => ({ value: String(id), label: title }))}
            value={chosen.map(String)}
            onChange={(ids) => router.replace(ids.length === 0 ? "/campaign" : `/campaign?projects=${ids.join(",")}`)}
            searchable
            clearable
            style={{ flex: "1 1 18rem" }}
          />
          <SegmentedControl
            aria-label={t("by")}
            value={level}
            onChange={(value) => setLevel(levels.find((each) => each === value) ?? "project")}
            data={levels.map((value) => ({ value, label: t(`levels.${value}`) }))}
          />
        </Group>
      )}
      {projects.length > 0 && <Lines level={level} lines={lines.filter((line) => line.level === level)} />}
    </PageFrame>
  );
}

function Lines({ level, lines }: { readonly level: CampaignLine["level"]; readonly lines: readonly CampaignLine[] }) {
  const t = useTranslations("work.campaign");
  const format = useFormatter();
  const isWork = level === "assignment";
  const day = (text: string | null): string =>
    text === null ? "–" : format.dateTime(new Date(`${text}T12:00:00Z`), { dateStyle: "medium", timeZone: "UTC" });
  if (lines.length === 0) return <Text c="dimmed">{t("empty")}</Text>;
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            {level !== "project" && <Table.Th>{t("project")}</Table.Th>}
            <Table.Th>{t("name")}</Table.Th>
            {isWork && <Table.Th>{t("persons")}</Table.Th>}
            {isWork && <Table.Th>{t("due")}</Table.Th>}
            <Table.Th ta="right">{t("done")}</Table.Th>
            <Table.Th ta="right">{t("left")}</Table.Th>
            <Table.Th w={120} aria-hidden />
            <Table.Th ta="right">{t("pace")}</Table.Th>
            <Table.Th>{t("forecast")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={`${line.projectId} ${line.id}`}>
              {level !== "project" && <Table.Td>{line.project}</Table.Td>}
              <Table.Td>{line.level === "taxon" && line.id === 0 ? t("noTaxon") : line.name}</Table.Td>
              {isWork && <Table.Td>{line.persons.join(", ")}</Table.Td>}
              {isWork && <Table.Td>{day(line.dueOn)}</Table.Td>}
              <Table.Td ta="right">{format.number(line.done)}</Table.Td>
              <Table.Td ta="right">{format.number(line.left)}</Table.Td>
              <Table.Td aria-hidden>
                <Progress value={line.done + line.left === 0 ? 0 : (line.done / (line.done + line.left)) * 100} size="sm" />
              </Table.Td>
              <Table.Td ta="right">{format.number(line.perDay, { maximumFractionDigits: 1 })}</Table.Td>
              <Table.Td>{day(line.forecast)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
