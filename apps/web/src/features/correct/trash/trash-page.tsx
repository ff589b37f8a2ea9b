"use client";
import { Alert, Button, Group, Loader, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { PageFrame } from "@/components/page-frame.tsx";
import type { TrashData } from "../types.ts";
import { useCorrection } from "../use-correction.tsx";

const dayMs = 86_400_000;
export const daysLeft = (expiresAt: string, now: Date): number =>
  Math.max(0, Math.ceil((new Date(expiresAt).getTime() - now.getTime()) / dayMs));

/** What was deleted in a project: by whom, when, how long it can still be restored. */
export function TrashPage({ projectId }: { readonly projectId: number }) {
  const t = useTranslations("correct.bin");
  const trash = useQuery({
    queryKey: ["correct", projectId, "trash"],
    queryFn: () => api<TrashData[]>("GET", `projects/${projectId}/trash`),
  });
  const restore = useCorrection(projectId);
  const restoring = restore.isPending && "trashId" in restore.variables ? restore.variables.trashId : null;
  return (
    <PageFrame title={t("title")} about={t("intro")}>
      {trash.isPending && <Loader size="sm" />}
      {trash.isError && (
        <Alert color="red">
          <Group>
            <Text size="sm">{trash.error.message}</Text>
            <Button size="xs" variant="default" onClick={() => void trash.refetch()}>
              {t("again")}
            </Button>
          </Group>
        </Alert>
      )}
      {trash.data?.length === 0 && <Text c="dimmed">{t("empty")}</Text>}
      {trash.data !== undefined && trash.data.length > 0 && (
        <Table.ScrollContainer minWidth={620}>
          <Table verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("what")}</Table.Th>
                <Table.Th ta="right">{t("objects")}</Table.Th>
                <Table.Th>{t("by")}</Table.Th>
                <Table.Th>{t("left")}</Table.Th>
                <Table.Th />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {trash.data.map((row) => (
                <TrashLine
                  key={row.id}
                  row={row}
                  isBusy={restoring === row.id}
                  onRestore={() => restore.mutate({ do: "restore", trashId: row.id })}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </PageFrame>
  );
}

type LineProps = { readonly row: TrashData; readonly isBusy: boolean; readonly onRestore: () => void };

function TrashLine({ row, isBusy, onRestore }: LineProps) {
  const t = useTranslations("correct.bin");
  const format = useFormatter();
  const now = useNow();
  const more = Math.max(0, row.rows - row.names.length);
  return (
    <Table.Tr>
      <Table.Td>
        {t(`rows.${row.level}`, { count: row.rows })} {t("names", { names: row.names.join(", "), more })}
        {row.label !== "" && (
          <Text size="sm" c="dimmed">
            {row.label}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right">{format.number(row.objects)}</Table.Td>
      <Table.Td>
        {row.byName ?? t("nobody")}
        <Text size="xs" c="dimmed">
          {format.dateTime(new Date(row.at), { dateStyle: "medium", timeStyle: "short" })} UTC
        </Text>
      </Table.Td>
      <Table.Td>{t("days", { count: daysLeft(row.expiresAt, now) })}</Table.Td>
      <Table.Td ta="right">
        <Button size="xs" variant="default" loading={isBusy} onClick={onRestore}>
          {t("restore")}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
