"use client";
import { Table, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { PageFrame } from "@/components/page-frame.tsx";
import type { TrashedProjectData } from "../types.ts";
import { newBatch, sentence } from "../use-correction.tsx";
import { TrashHead, TrashLine } from "./trash-line.tsx";

/** Projects in the trash that the person may bring back. */
export function TrashedProjects({ projects }: { readonly projects: readonly TrashedProjectData[] }) {
  const t = useTranslations("correct.bin");
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
            <TrashHead />
            <Table.Tbody>
              {projects.map((p) => (
                <TrashLine
                  key={p.projectId}
                  trashed={p}
                  isBusy={restore.isPending && restore.variables === p.projectId}
                  onRestore={() => restore.mutate(p.projectId)}
                >
                  {p.title}
                </TrashLine>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </PageFrame>
  );
}
