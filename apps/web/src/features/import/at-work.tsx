"use client";
import { Alert, Button, Card, Group, Stack, Text } from "@mantine/core";
import { isActive } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { RunActions, RunProgress, StateBadge } from "@/components/run/card.tsx";
import type { ShownRun } from "@/components/run/use-runs.ts";
import { Problems } from "./problems.tsx";
import type { Step } from "./step.ts";

/** Check and load: how far they are, what was found so far; or why they ended. */
export function AtWork({ run, step, onAnother }: { run: ShownRun; step: Step; onAnother: () => void }) {
  const t = useTranslations("import");
  const ended = run.state === "refused" || run.state === "failed" || run.state === "cancelled" ? run.state : null;
  return (
    <Stack gap="md">
      <Card withBorder padding="lg">
        <Stack gap="sm">
          <Group justify="space-between" gap="sm">
            <StateBadge state={run.state} />
            {isActive(run.state) && <RunActions run={run} rights="manager" />}
          </Group>
          {isActive(run.state) && (
            <>
              <RunProgress run={run} />
              <Text size="sm" c="dimmed">
                {step === "load" ? t("loading") : t("checking")}
              </Text>
            </>
          )}
          {ended !== null && (
            <>
              <Alert color={ended === "cancelled" ? "gray" : "red"} variant="light" title={t(`ended.${ended}`)}>
                {ended !== "cancelled" && run.reason}
              </Alert>
              <Group gap="sm">
                <Button onClick={onAnother}>{t("ended.again")}</Button>
                <RunActions run={run} rights="manager" />
              </Group>
            </>
          )}
        </Stack>
      </Card>
      <Problems runId={run.id} alive={isActive(run.state)} />
    </Stack>
  );
}
