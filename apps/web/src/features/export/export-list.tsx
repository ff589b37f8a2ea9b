"use client";
import { Anchor, Button, Card, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { isActive } from "@nauplius/domain";
import { useFormatter, useTranslations } from "next-intl";
import { z } from "zod";
import { api } from "@/components/api.ts";
import { RunActions, RunProgress, StateBadge } from "@/components/run/card.tsx";
import { type ShownRun, useRuns } from "@/components/run/use-runs.ts";
import classes from "./export.module.css";

const finished = z.object({
  objects: z.number(),
  images: z.number(),
  position: z.object({ events: z.number() }),
  warnings: z.array(z.string()),
  emails: z.boolean().default(false),
  files: z.array(z.object({ name: z.string(), bytes: z.number() })),
});

const units = ["B", "kB", "MB", "GB", "TB"] as const;
/** 1,234,567 bytes are 1.2 MB. */
function sizeOf(bytes: number): string {
  const power = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

function Export({ run, mayControl }: { run: ShownRun; mayControl: boolean }) {
  const t = useTranslations("export");
  const format = useFormatter();
  const result = finished.safeParse(run.result);
  const again = () =>
    api("POST", `projects/${run.projectId}/exports/${run.id}/again`, {}).catch((error: Error) =>
      notifications.show({ color: "red", message: error.message }),
    );
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" align="start" wrap="nowrap">
        <Stack gap={4} flex={1}>
          <Group gap="sm">
            <StateBadge state={run.state} />
            <Text size="sm" c="dimmed">
              {format.dateTime(new Date(run.createdAt), { dateStyle: "medium", timeStyle: "short" })} UTC
            </Text>
          </Group>
          {isActive(run.state) && <RunProgress run={run} />}
          {run.reason !== "" && <Text size="sm">{run.reason}</Text>}
          {run.state === "done" && result.success && (
            <>
              <Text size="sm">
                {t("counts", { objects: result.data.objects, images: result.data.images })} · {t("position", result.data.position)}
              </Text>
              <ul className={classes.files}>
                {result.data.files.map((file) => (
                  <li key={file.name}>
                    {result.data.emails && !mayControl ? (
                      <Text span size="sm">
                        {file.name}
                      </Text>
                    ) : (
                      <Anchor size="sm" href={`/api/exports/${run.id}/${encodeURIComponent(file.name)}`} download>
                        {file.name}
                      </Anchor>
                    )}{" "}
                    <Text span size="xs" c="dimmed">
                      {sizeOf(file.bytes)}
                    </Text>
                  </li>
                ))}
              </ul>
              {result.data.emails && !mayControl && (
                <Text size="xs" c="dimmed">
                  {t("withEmails")}
                </Text>
              )}
              {result.data.warnings.map((warning) => (
                <Text key={warning} size="xs" c="var(--mantine-color-orange-light-color)">
                  {warning}
                </Text>
              ))}
            </>
          )}
        </Stack>
        <Group gap="xs">
          {run.state === "done" && (
            <Button size="xs" variant="default" onClick={again} title={t("againHint")}>
              {t("again")}
            </Button>
          )}
          <RunActions run={run} rights={mayControl ? "manager" : "none"} />
        </Group>
      </Group>
    </Card>
  );
}

/** Exports of the project, alive, with their files. */
export function ExportList({ initial, projectId, mayControl }: { initial: readonly ShownRun[]; projectId: number; mayControl: boolean }) {
  const t = useTranslations("export");
  const { runs } = useRuns(initial, { projectId });
  const exports = runs.filter((run) => run.kind === "exportProject");
  if (exports.length === 0) return <Text c="dimmed">{t("none")}</Text>;
  return (
    <Stack gap="sm">
      {exports.map((run) => (
        <Export key={run.id} run={run} mayControl={mayControl} />
      ))}
    </Stack>
  );
}
