"use client";
import { Anchor, Card, Container, Group, Stack, Text, Title } from "@mantine/core";
import { isActive, isOver } from "@nauplius/domain";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { RunActions, RunProgress, type RunRights, StateBadge } from "@/components/run/card.tsx";
import { kindKey, nameOf } from "@/components/run/outcome.ts";
import { type ShownRun, useRuns } from "@/components/run/use-runs.ts";
import { TrainingCurve } from "@/features/learn/training-curve.tsx";
import { PlateFiles } from "@/features/plate/plate-files.tsx";
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <div className={classes.log} tabIndex={0} role="log" aria-label={t("log")}>
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

/** Figures of results that are shares. */
const shares: ReadonlySet<string> = new Set(["top1", "balancedAccuracy"]);

function Result({ result }: { result: NonNullable<ShownRun["result"]> }) {
  const t = useTranslations("runs");
  const modes = useTranslations("import.mode");
  const format = useFormatter();
  const plain = (key: string, value: unknown): string =>
    typeof value === "number"
      ? format.number(value, shares.has(key) ? { style: "percent", maximumFractionDigits: 1 } : {})
      : typeof value === "object"
        ? JSON.stringify(value)
        : String(value);
  return (
    <Card withBorder padding="sm">
      <Title order={2} size="h5" mb="xs">
        {t("result")}
      </Title>
      <dl className={classes.figures}>
        {Object.entries(result).map(([key, value]) => (
          <Figure
            key={key}
            name={t.has(`figure.${key}`) ? t(`figure.${key}`) : key}
            value={key === "mode" && modes.has(String(value)) ? modes(String(value)) : plain(key, value)}
          />
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

/** Where what the run made or asks is: its address, and the word of the link. */
function placeOf(run: ShownRun): { readonly href: string; readonly word: string } | null {
  if (run.kind === "loadTaxonomy") return { href: `/taxonomy/load?run=${run.id}`, word: run.state === "asking" ? "answer" : "load" };
  if (typeof run.result?.modelId === "number") return { href: `/models/${run.result.modelId}`, word: "model" };
  const project = `/projects/${run.projectId}`;
  if (run.projectId === null) return null;
  if (run.kind === "exportProject") return { href: `${project}/export`, word: "exports" };
  if (run.kind === "mapObjects") return { href: `${project}/objects/map`, word: "map" };
  if (run.kind === "predictObjects") return { href: `${project}/objects?state=predicted`, word: "predicted" };
  return run.kind === "importBatch"
    ? { href: `${project}/import?run=${run.id}`, word: run.state === "asking" ? "answer" : "import" }
    : null;
}

export function RunView({ initial, rights }: { initial: ShownRun; rights: RunRights }) {
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
          <RunActions run={run} rights={rights} />
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
          <Anchor component={Link} href={place.href}>
            {t(`to.${place.word}`)}
          </Anchor>
        )}
        {run.kind === "drawPlate" && <PlateFiles run={run} />}
        {run.kind === "trainModel" && <TrainingCurve cursor={run.cursor} />}
        {run.result !== null && run.kind !== "drawPlate" && <Result result={run.result} />}
        <RunLog run={run} />
      </Stack>
    </Container>
  );
}
