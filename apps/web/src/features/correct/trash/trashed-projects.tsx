"use client";
import { Button, Table, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { PageFrame } from "@/components/page-frame.tsx";
import type { TrashedProjectData } from "../types.ts";
import { newBatch, sentence } from "../use-correction.tsx";
import { daysLeft } from "./trash-page.tsx";

/** Projects in the trash that the person may bring back. */
export function TrashedProjects({ projects }: { readonly projects: readonly TrashedProjectData[] }) {
  const t = useTranslations("correct.bin");
  const format = useFormatter();
  const now = useNow();
  const router = useRouter();
  const restore = useMutation({
    mutationFn: (id: number) => api("POST", `projects/${id}/restore`, { batchId: newBatch() }),
    onSuccess: (_done, id) => router.push(`/projects/${id}`),
    onError: (error) => notifications.show({ color: "red", message: sentence(error) }),
  });
  return (
    <PageFrame title={t("projects")} about={t("projectsIntro")}>
      {projects.length === 0 && <Text c="dimmed">{t("noProjects")}</Text>}
      {projects.length > 0 && (
        <Table.ScrollContainer minWidth={560}>
          <Table verticalSpacing="xs">
            <Table.Tbody>
              {projects.map((p) => (
                <Table.Tr key={p.id}>
                  <Table.Td>
                    {p.title}
                    <Text size="xs" c="dimmed">
                      {t("objectCount", { count: p.objects })}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    {p.byName ?? t("nobody")}
                    <Text size="xs" c="dimmed">
                      {format.dateTime(new Date(p.at), { dateStyle: "medium", timeStyle: "short" })} UTC
                    </Text>
                  </Table.Td>
                  <Table.Td>{t("days", { count: daysLeft(p.expiresAt, now) })}</Table.Td>
                  <Table.Td ta="right">
                    <Button
                      size="xs"
                      variant="default"
                      loading={restore.isPending && restore.variables === p.projectId}
                      onClick={() => restore.mutate(p.projectId)}
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
    </PageFrame>
  );
}
