"use client";
import { Anchor, Card, Container, Group, Stack, Text, Title } from "@mantine/core";
import { isActive, isOver } from "@nauplius/domain";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { RunActions, RunProgress, StateBadge } from "@/components/run/card.tsx";
import { kindKey, nameOf } from "@/components/run/outcome.ts";
import { type ShownRun, useRuns } from "@/components/run/use-runs.ts";
import { TrainingCurve } from "@/features/learn/training-curve.tsx";
import classes from "./runs.module.css";

type LogLine = { readonly id: number; readonly at: string; readonly level: string; readonly message: string };

function RunLog({ run }: { run: ShownRun }) {
  const t = useTranslations("runs");
  const { data } = useQuery({
    queryKey: ["run-log", run.id, run.state],
    queryFn: () => api<LogLine[]>("GET", `runs/${run.id}/log`),
    refetchInterval: isOver(run.state) ? false : 2_000,
  });
  if (data === undefined || data.length === 0) return null;
  return (
    <Card withBorder padding="sm">
      <Title order={2} size="h5" mb="xs">
        {t("log")}
      </Title>
      <div className={classes.log}>
        {data.map((line) => (
          <div key={line.id} data-level={line.level}>
            <time dateTime={line.at}>{line.at.slice(11, 19)}</time>
            {line.message}
          </div>
        ))}
      </div>
    </Card>
  );
}

function Result({ result }: { result: NonNullable<ShownRun["result"]> }) {
  const t = useTranslations("runs");
  const format = useFormatter();
  const plain = (value: unknown): string =>
    typeof value === "number" ? format.number(value) : typeof value === "object" ? JSON.stringify(value) : String(value);
  return (
    <Card withBorder padding="sm">
      <Title order={2} size="h5" mb="xs">
        {t("result")}
      </Title>
      <dl className={classes.figures}>
        {Object.entries(result).map(([key, value]) => (
          <Figure key={key} name={t.has(`figure.${key}`) ? t(`figure.${key}`) : key} value={plain(value)} />
        ))}
      </dl>
    </Card>
  );
}

const Figure = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
);

/** Where the run's own page is, when its kind has one (questions of an import, the file of an export). */
function placeOf(run: ShownRun): string | null {
  if (run.kind === "exportProject" && run.projectId !== null) return `/projects/${run.projectId}/export`;
  if (run.kind === "loadTaxonomy") return `/taxonomy/load?run=${run.id}`;
  if (typeof run.result?.modelId === "number") return `/models/${run.result.modelId}`;
  if (run.kind === "predictObjects" && run.projectId !== null) return `/projects/${run.projectId}/objects?state=predicted`;
  return run.kind === "importBatch" && run.projectId !== null ? `/projects/${run.projectId}/import?run=${run.id}` : null;
}

export function RunView({ initial, mayControl }: { initial: ShownRun; mayControl: boolean }) {
  const t = useTranslations("runs");
  const format = useFormatter();
  const { runs } = useRuns([initial], initial.projectId === null ? {} : { projectId: initial.projectId });
  const run = runs.find((r) => r.id === initial.id) ?? initial;
  const place = placeOf(run);
  return (
    <Container size="lg" py="lg">
      <Stack gap="md">
        <Group justify="space-between">
          <Group gap="sm">
            <Title order={1} size="h2">
              {[t(kindKey(run)), nameOf(run)].filter((part) => part !== "").join(" · ")}
            </Title>
            <StateBadge state={run.state} />
          </Group>
          {mayControl && <RunActions run={run} />}
        </Group>
        <Text size="sm" c="dimmed">
          {t(run.startedBy === null ? "started" : "startedBy", {
            name: run.startedBy ?? "",
            at: format.dateTime(new Date(run.createdAt), { dateStyle: "medium", timeStyle: "medium" }),
          })}
          {run.attempts > 1 && ` · ${t("attempts", { count: run.attempts })}`}
        </Text>
        {isActive(run.state) && <RunProgress run={run} />}
        {run.reason !== "" && <Text>{run.reason}</Text>}
        {place !== null && (
          <Anchor component={Link} href={place}>
            {run.state === "asking" ? t("answer") : t("open")}
          </Anchor>
        )}
        {run.kind === "trainModel" && <TrainingCurve cursor={run.cursor} />}
        {run.result !== null && <Result result={run.result} />}
        <RunLog run={run} />
      </Stack>
    </Container>
  );
}
