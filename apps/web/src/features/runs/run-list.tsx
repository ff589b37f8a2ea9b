"use client";
import { Container, Group, Stack, Text, Title } from "@mantine/core";
import { useTranslations } from "next-intl";
import { RunCard } from "@/components/run/card.tsx";
import { type ShownRun, useRuns } from "@/components/run/use-runs.ts";

/** Runs of a project, or a person's own, newest first, alive. */
export function RunList({
  initial,
  projectId,
  mayControl,
  title,
}: {
  initial: readonly ShownRun[];
  projectId?: number;
  mayControl: boolean;
  title: string;
}) {
  const t = useTranslations("runs");
  const { runs, connected } = useRuns(initial, { projectId });
  return (
    <Container size="lg" py="lg">
      <Group justify="space-between" mb="md">
        <Title order={1} size="h2">
          {title}
        </Title>
        <Text size="sm" c="dimmed" role="status">
          {connected ? t("live") : t("connecting")}
        </Text>
      </Group>
      <Stack gap="sm">
        {runs.length === 0 && <Text c="dimmed">{t("none")}</Text>}
        {runs.map((run) => (
          <RunCard key={run.id} run={run} mayControl={mayControl} />
        ))}
      </Stack>
    </Container>
  );
}
