"use client";
import { Badge, Button, Card, Group, Progress, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { isActive, mayCancel, mayRetry, paceOf, type RunState } from "@nauplius/domain";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { api } from "@/components/api.ts";
import { kindKey, nameOf, useOutcome } from "./outcome.ts";
import classes from "./run.module.css";
import type { ShownRun } from "./use-runs.ts";

const colours: Record<RunState, string> = {
  queued: "gray",
  running: "sea",
  asking: "orange",
  done: "green",
  refused: "red",
  failed: "red",
  cancelled: "gray",
  lost: "yellow",
};

export function StateBadge({ state }: { state: RunState }) {
  const t = useTranslations("runs.state");
  return (
    <Badge color={colours[state]} variant="light" radius="sm">
      {t(state)}
    </Badge>
  );
}

/** Numbers, rate and time left of a run at work. */
export function RunProgress({ run }: { run: ShownRun }) {
  const t = useTranslations("runs");
  const pace = paceOf(run.points ?? []);
  const share = run.total > 0 ? (100 * run.done) / run.total : 0;
  return (
    <Stack gap={4}>
      <Progress value={run.total > 0 ? share : 100} animated={run.total === 0} aria-label={t("progress")} />
      <Group gap="md" className={classes.numbers}>
        {run.step !== "" && <Text size="sm">{t.has(`step.${run.step}`) ? t(`step.${run.step}`) : run.step}</Text>}
        {run.total > 0 && <Text size="sm">{t("doneOf", { done: run.done, total: run.total })}</Text>}
        {pace.perSecond !== null && <Text size="sm">{t("rate", { rate: pace.perSecond })}</Text>}
        {pace.secondsLeft !== null && <Text size="sm">{t("left", { seconds: Math.ceil(pace.secondsLeft) })}</Text>}
      </Group>
    </Stack>
  );
}

/** What somebody may do to a run: its starter stops it; a manager also tries it again, with the rights that are kept in it. */
export type RunRights = "manager" | "starter" | "none";

/** Cancel and retry, for those who may. A run of no project is its starter's alone. */
export function RunActions({ run, rights }: { run: ShownRun; rights: RunRights }) {
  const t = useTranslations("runs");
  const [busy, setBusy] = useState(false);
  const act = async (verb: "cancel" | "retry") => {
    setBusy(true);
    try {
      await api("POST", `runs/${run.id}/${verb}`, {});
    } catch (error) {
      notifications.show({ color: "red", message: error instanceof Error ? error.message : String(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Group gap="xs">
      {mayCancel(run.state) && rights !== "none" && (
        <Button size="xs" variant="default" loading={busy} disabled={run.cancelAt !== null} onClick={() => act("cancel")}>
          {run.cancelAt === null ? t("cancel") : t("cancelling")}
        </Button>
      )}
      {mayRetry(run.state) && (rights === "manager" || (rights === "starter" && run.projectId === null)) && (
        <Button size="xs" variant="default" loading={busy} onClick={() => act("retry")}>
          {t("retry")}
        </Button>
      )}
    </Group>
  );
}

/** So long a run may wait before the page says what it waits for, ms: from when the page saw it, since clocks differ. */
const patience = 30_000;

/** Whether nobody has taken up a run for longer than it should take where a worker is free. */
function useIsLeftWaiting(state: RunState): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (state !== "queued") return;
    const timer = setTimeout(() => setLate(true), patience);
    return () => clearTimeout(timer);
  }, [state]);
  return isLate;
}

export function RunCard({ run, rights }: { run: ShownRun; rights: RunRights }) {
  const t = useTranslations("runs");
  const outcome = useOutcome();
  const format = useFormatter();
  const isLate = useIsLeftWaiting(run.state);
  return (
    <Card withBorder padding="sm">
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap" align="start">
          <Group gap="sm">
            <StateBadge state={run.state} />
            <Text component={Link} href={`/runs/${run.id}`} fw={600} className={classes.title}>
              {[t(kindKey(run)), nameOf(run)].filter((part) => part !== "").join(" · ")}
            </Text>
            <Text size="sm" c="dimmed">
              {[`${format.dateTime(new Date(run.createdAt), { dateStyle: "medium", timeStyle: "short" })} UTC`, run.startedBy, outcome(run)]
                .filter((part) => part !== null)
                .join(" · ")}
            </Text>
          </Group>
          <RunActions run={run} rights={rights} />
        </Group>
        {isActive(run.state) && <RunProgress run={run} />}
        {isLate && (
          <Text size="sm" role="status">
            {t("waits")}
          </Text>
        )}
        {run.reason !== "" && <Text size="sm">{run.reason}</Text>}
      </Stack>
    </Card>
  );
}
