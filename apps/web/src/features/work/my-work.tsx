"use client";
import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { OwnPace } from "@nauplius/domain";
import { IconPlayerPlay } from "@tabler/icons-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ProgressLine } from "./progress-line.tsx";
import type { Own } from "./types.ts";

/** What is given to the person who looks, the most urgent first; and how fast they are, for their eyes only. */
export function MyWork({ assignments, pace }: { readonly assignments: readonly Own[]; readonly pace: OwnPace | null }) {
  return (
    <Stack gap="sm" mb="xl">
      {assignments.map((work) => (
        <OwnLine key={work.id} work={work} />
      ))}
      {pace !== null && <Pace pace={pace} />}
    </Stack>
  );
}

/** Long views go behind the `#`, as in the grid's own addresses. */
const objectsHref = (projectId: number, query: string): string =>
  `/projects/${projectId}/objects${query.length > 4000 ? "#" : "?"}${query}`;

function OwnLine({ work }: { readonly work: Own }) {
  const t = useTranslations("work.mine");
  const { progress } = work;
  return (
    <Paper withBorder radius="md" p="md" component="article" aria-label={work.name}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" mb={8}>
        <div>
          <Title order={2} size="h4" style={{ overflowWrap: "anywhere" }}>
            {work.name}
          </Title>
          <Text size="sm" c="dimmed">
            {work.project}
            {work.with.length > 0 && ` · ${t("with", { names: work.with.join(", ") })}`}
            {work.with.length > 0 && progress !== null && progress.done > 0 && ` · ${t("ofThem", { count: progress.mine })}`}
          </Text>
        </div>
        {progress !== null && progress.left > 0 && (
          <Button
            component={Link}
            href={objectsHref(work.projectId, progress.continue)}
            leftSection={<IconPlayerPlay size={16} />}
            aria-label={t("continueName", { name: work.name })}
          >
            {t("continue")}
          </Button>
        )}
        {progress?.left === 0 && (
          <Text c="green" fw={600} size="sm">
            {t("done")}
          </Text>
        )}
      </Group>
      {progress === null ? (
        <Text size="sm" c="dimmed">
          {t("gone")}
        </Text>
      ) : (
        <ProgressLine progress={progress} dueOn={work.dueOn} />
      )}
    </Paper>
  );
}

function Pace({ pace }: { readonly pace: OwnPace }) {
  const t = useTranslations("work.mine");
  const sum = (of: "seen" | "accepted"): number => pace.days.reduce((total, day) => total + day[of], 0);
  if (pace.days.length === 0) return null;
  return (
    <Text size="sm" c="dimmed">
      {t("pace", { seen: sum("seen"), accepted: sum("accepted"), hours: Math.round(pace.hours * 10) / 10 })}{" "}
      {pace.seenPerHour === null || pace.acceptedPerHour === null
        ? t("noRate")
        : t("rate", { seen: Math.round(pace.seenPerHour), accepted: Math.round(pace.acceptedPerHour) })}{" "}
      {t("onlyYou")}
    </Text>
  );
}
