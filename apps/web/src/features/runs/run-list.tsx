"use client";
import { Stack, Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { PageFrame } from "@/components/page-frame.tsx";
import { RunCard, type RunRights } from "@/components/run/card.tsx";
import { type ShownRun, useRuns } from "@/components/run/use-runs.ts";

/** Runs of a project, or a person's own, newest first, alive. */
export function RunList({
  initial,
  projectId,
  rights,
  title,
}: {
  initial: readonly ShownRun[];
  projectId?: number;
  rights: RunRights;
  title: string;
}) {
  const t = useTranslations("runs");
  const { runs, connected } = useRuns(initial, { projectId });
  return (
    <PageFrame
      title={title}
      action={
        <Text size="sm" c="dimmed" role="status">
          {connected ? t("live") : t("connecting")}
        </Text>
      }
    >
      <Stack gap="sm">
        {runs.length === 0 && <Text c="dimmed">{t("none")}</Text>}
        {runs.map((run) => (
          <RunCard key={run.id} run={run} rights={rights} />
        ))}
      </Stack>
    </PageFrame>
  );
}
