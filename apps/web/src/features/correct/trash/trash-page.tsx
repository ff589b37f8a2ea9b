"use client";
import { Alert, Button, Container, Loader, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import type { TrashData } from "../types.ts";
import { useCorrection } from "../use-correction.tsx";

const dayMs = 86_400_000;
export const daysLeft = (expiresAt: string, now: Date): number =>
  Math.max(0, Math.ceil((new Date(expiresAt).getTime() - now.getTime()) / dayMs));

/** What was deleted in a project: by whom, when, how long it can still be restored. */
export function TrashPage({ projectId }: { readonly projectId: number }) {
  const t = useTranslations("correct.bin");
  const format = useFormatter();
  const now = useNow();
  const trash = useQuery({
    queryKey: ["correct", projectId, "trash"],
    queryFn: () => api<TrashData[]>("GET", `projects/${projectId}/trash`),
  });
  const restore = useCorrection(projectId);
  return (
    <Container size="xl" py="lg">
      <Title order={1} size="h2">
        {t("title")}
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        {t("intro")}
      </Text>
      {trash.isPending && <Loader size="sm" />}
      {trash.isError && <Alert color="red">{trash.error.message}</Alert>}
      {trash.data?.length === 0 && <Text>{t("empty")}</Text>}
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
                <Table.Tr key={row.id}>
                  <Table.Td>
                    {t(`level.${row.level}`)}
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
                    <Button
                      size="xs"
                      variant="default"
                      loading={
                        restore.isPending &&
                        restore.variables.do === "restore" &&
                        "trashId" in restore.variables &&
                        restore.variables.trashId === row.id
                      }
                      onClick={() => restore.mutate({ do: "restore", trashId: row.id })}
                    >
                      {t("restore")}
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Container>
  );
}
