"use client";
import { Alert, Button, Group, Loader, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { PageFrame } from "@/components/page-frame.tsx";
import type { TrashData } from "../types.ts";
import { useCorrection } from "../use-correction.tsx";
import { TrashHead, TrashLine } from "./trash-line.tsx";

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
            <TrashHead />
            <Table.Tbody>
              {trash.data.map((row) => (
                <TrashLine
                  key={row.id}
                  trashed={row}
                  isBusy={restoring === row.id}
                  onRestore={() => restore.mutate({ do: "restore", trashId: row.id })}
                >
                  {t(`rows.${row.level}`, { count: row.rows })}{" "}
                  {t("names", { names: row.names.join(", "), more: Math.max(0, row.rows - row.names.length) })}
                  {row.label !== "" && (
                    <Text size="sm" c="dimmed">
                      {row.label}
                    </Text>
                  )}
                </TrashLine>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </PageFrame>
  );
}
