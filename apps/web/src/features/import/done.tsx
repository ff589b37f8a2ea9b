"use client";
import { Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import type { ImportResult } from "@nauplius/services";
import { IconCircleCheck } from "@tabler/icons-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import classes from "./import.module.css";
import { Problems } from "./problems.tsx";

type Props = { projectId: number; runId: number; result: Partial<ImportResult>; onAnother: () => void };

/** Last step: what came in, and where to see it. */
export function Done({ projectId, runId, result, onAnother }: Props) {
  const t = useTranslations("import.done");
  const format = useFormatter();
  const isUpdate = result.mode === "update";
  const figures = [
    ["images", result.imagesAdded ?? 0],
    ["skipped", result.skipped ?? 0],
    ["leftOut", result.leftOut ?? 0],
    ["warnings", result.warnings ?? 0],
  ] as const;
  return (
    <Stack gap="md">
      <Card withBorder padding="xl">
        <Stack align="center" gap="sm">
          <IconCircleCheck size={44} stroke={1.4} className={classes.done} aria-hidden />
          <Title order={2} size="h3" ta="center">
            {isUpdate ? t("updated", { objects: result.objectsUpdated ?? 0 }) : t("added", { objects: result.objectsAdded ?? 0 })}
          </Title>
          <Group gap="lg" justify="center">
            {figures
              .filter(([, n]) => n > 0)
              .map(([name, n]) => (
                <Text key={name} size="sm" c="dimmed">
                  <b>{format.number(n)}</b> {t(name)}
                </Text>
              ))}
          </Group>
          <Group gap="sm" justify="center">
            <Button component={Link} href={`/projects/${projectId}/objects`}>
              {t("see")}
            </Button>
            <Button variant="default" onClick={onAnother}>
              {t("another")}
            </Button>
          </Group>
        </Stack>
      </Card>
      {(result.warnings ?? 0) > 0 && <Problems runId={runId} alive={false} />}
    </Stack>
  );
}
