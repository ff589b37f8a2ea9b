"use client";
import {
  Anchor,
  Badge,
  Card,
  Group,
  SegmentedControl,
  Select,
  Stack,
  Table,
  TableScrollContainer,
  TableTbody,
  TableTd,
  TableTh,
  TableThead,
  TableTr,
  Text,
  Title,
} from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import classes from "./import.module.css";

type Problem = {
  id: number;
  severity: "error" | "warning";
  code: string;
  file: string;
  line: number | null;
  column: string;
  value: string;
  message: string;
};
type Count = { severity: "error" | "warning"; code: string; file: string; count: number };
type Severity = "all" | "error" | "warning";

const firstOnes = 100;
const sum = (counts: readonly Count[], severity: Severity, file: string | null): number =>
  counts
    .filter((c) => (severity === "all" || c.severity === severity) && (file === null || c.file === file))
    .reduce((n, c) => n + c.count, 0);

/** What is wrong, without the place that the other columns tell. */
function withoutPlace({ file, line, column, message }: Problem): string {
  const place = [file, ...(line === null ? [] : [`line ${line}`]), ...(column === "" ? [] : [column])].join(", ");
  return message.startsWith(`${place}: `) ? message.slice(place.length + 2) : message;
}

function Rows({ problems }: { problems: readonly Problem[] }) {
  const t = useTranslations("import.problems");
  return (
    <TableScrollContainer minWidth={720}>
      <Table verticalSpacing={6} fz="sm" className={classes.problems}>
        <TableThead>
          <TableTr>
            <TableTh w={12} aria-label={t("severity")} />
            <TableTh>{t("file")}</TableTh>
            <TableTh className={classes.number}>{t("line")}</TableTh>
            <TableTh>{t("column")}</TableTh>
            <TableTh>{t("value")}</TableTh>
            <TableTh>{t("message")}</TableTh>
          </TableTr>
        </TableThead>
        <TableTbody>
          {problems.map((p) => (
            <TableTr key={p.id} data-severity={p.severity}>
              <TableTd>
                <span className={classes.dot} data-severity={p.severity} title={t(p.severity)} />
              </TableTd>
              <TableTd className={classes.cell}>{p.file}</TableTd>
              <TableTd className={classes.number}>{p.line ?? ""}</TableTd>
              <TableTd className={classes.cell}>{p.column}</TableTd>
              <TableTd className={classes.value}>{p.value}</TableTd>
              <TableTd>{withoutPlace(p)}</TableTd>
            </TableTr>
          ))}
        </TableTbody>
      </Table>
    </TableScrollContainer>
  );
}

/** What the check found: counted, filtered, the first hundred shown, all as CSV. `alive`: the check still goes on. */
export function Problems({ runId, alive }: { runId: number; alive: boolean }) {
  const t = useTranslations("import.problems");
  const [severity, setSeverity] = useState<Severity>("all");
  const [file, setFile] = useState<string | null>(null);
  const refetchInterval = alive ? 2000 : false;
  const counts = useQuery({
    queryKey: ["import-problem-counts", runId, alive],
    queryFn: () => api<Count[]>("GET", `runs/${runId}/problem-counts`),
    refetchInterval,
  });
  const query = new URLSearchParams({
    limit: String(firstOnes),
    ...(severity === "all" ? {} : { severity }),
    ...(file === null ? {} : { file }),
  });
  const found = useQuery({
    queryKey: ["import-problems", runId, severity, file, alive],
    queryFn: () => api<Problem[]>("GET", `runs/${runId}/problems?${query}`),
    placeholderData: (old) => old,
    refetchInterval,
  });
  const all = counts.data ?? [];
  const total = sum(all, severity, file);
  if (all.length === 0) return alive ? null : <Text c="dimmed">{t("none")}</Text>;
  return (
    <Card withBorder padding="md">
      <Stack gap="sm">
        <Group justify="space-between" gap="sm">
          <Group gap="xs">
            <Title order={2} size="h5">
              {t("title")}
            </Title>
            {(["error", "warning"] as const).map((kind) => {
              const n = sum(all, kind, null);
              return n === 0 ? null : (
                <Badge key={kind} color={kind === "error" ? "red" : "orange"} variant="light" radius="sm">
                  {t(kind)} {n}
                </Badge>
              );
            })}
          </Group>
          <Anchor size="sm" href={`/api/imports/${runId}/problems`} download>
            {t("csv")}
          </Anchor>
        </Group>
        <Group gap="sm">
          <SegmentedControl
            size="xs"
            aria-label={t("severity")}
            value={severity}
            onChange={(value) => setSeverity(value as Severity)}
            data={(["all", "error", "warning"] as const).map((value) => ({ value, label: t(value) }))}
          />
          <Select
            size="xs"
            w={{ base: "100%", xs: 320 }}
            clearable
            searchable
            aria-label={t("file")}
            placeholder={t("anyFile")}
            data={[...new Set(all.map((c) => c.file))]}
            value={file}
            onChange={setFile}
          />
        </Group>
        <Rows problems={found.data ?? []} />
        {total > firstOnes && (
          <Text size="sm" c="dimmed">
            {t("shown", { shown: firstOnes, total })}
          </Text>
        )}
      </Stack>
    </Card>
  );
}
