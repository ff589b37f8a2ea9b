"use client";
import { Alert, Badge, Button, Group, Loader, Paper, Stack, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconChecklist, IconLayoutGrid, IconUserPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { PageFrame } from "@/components/page-frame.tsx";
import { AssignForm } from "./assign-form.tsx";
import { ProgressLine } from "./progress-line.tsx";
import type { Given } from "./types.ts";

/** Work of a project: what is given to whom, until when, how far it is. With a view in its address it begins by giving that. */
export function AssignmentsPage({ projectId }: { readonly projectId: number }) {
  const t = useTranslations("work.assign");
  const address = useSearchParams().toString();
  const queries = useQueryClient();
  const [form, setForm] = useState<Given | "new" | null>(address === "" ? null : "new");
  const key = ["assignments", projectId];
  const { data, isPending, error, refetch } = useQuery({
    queryKey: key,
    queryFn: () => api<Given[]>("GET", `projects/${projectId}/assignments`),
  });
  const remove = useMutation({
    mutationFn: (id: number) => api("DELETE", `assignments/${id}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
    onError: (e) => notifications.show({ color: "red", message: e.message }),
  });
  return (
    <PageFrame
      title={t("title")}
      about={t("intro")}
      action={
        <Group gap="xs">
          <Button component={Link} href="/campaign" variant="default" leftSection={<IconChecklist size={16} />}>
            {t("campaign")}
          </Button>
          <Button leftSection={<IconUserPlus size={16} />} onClick={() => setForm("new")}>
            {t("open")}
          </Button>
        </Group>
      }
    >
      {isPending && <Loader size="sm" />}
      {error !== null && (
        <Alert color="red">
          <Group>
            <Text size="sm">{error.message}</Text>
            <Button size="xs" variant="default" onClick={() => void refetch()}>
              {t("again")}
            </Button>
          </Group>
        </Alert>
      )}
      {data?.length === 0 && <Text c="dimmed">{t("empty")}</Text>}
      <Stack gap="sm">
        {data?.map((given) => (
          <GivenLine
            key={given.id}
            projectId={projectId}
            given={given}
            onEdit={() => setForm(given)}
            onRemove={() => remove.mutate(given.id)}
          />
        ))}
      </Stack>
      {form !== null && (
        <AssignForm
          projectId={projectId}
          given={form === "new" ? null : form}
          address={address}
          onClose={() => setForm(null)}
          onDone={() => {
            setForm(null);
            void queries.invalidateQueries({ queryKey: key });
          }}
        />
      )}
    </PageFrame>
  );
}

type LineProps = { readonly projectId: number; readonly given: Given; readonly onEdit: () => void; readonly onRemove: () => void };

function GivenLine({ projectId, given, onEdit, onRemove }: LineProps) {
  const t = useTranslations("work.assign");
  const { progress } = given;
  return (
    <Paper withBorder radius="md" p="md" component="article" aria-label={given.name}>
      <Group justify="space-between" align="flex-start" mb={8}>
        <div>
          <Group gap={8}>
            <Title order={2} size="h4" style={{ overflowWrap: "anywhere" }}>
              {given.name}
            </Title>
            {given.closedAt !== null && (
              <Badge variant="light" color="gray" radius="sm" tt="none">
                {t("closed")}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {given.persons.map(({ name }) => name).join(", ")}
          </Text>
        </div>
        <Group gap={4}>
          {progress !== null && progress.left > 0 && (
            <Button
              component={Link}
              href={`/projects/${projectId}/objects${progress.continue.length > 4000 ? "#" : "?"}${progress.continue}`}
              size="compact-sm"
              variant="subtle"
              leftSection={<IconLayoutGrid size={16} />}
            >
              {t("look")}
            </Button>
          )}
          <Button size="compact-sm" variant="subtle" onClick={onEdit} aria-label={t("editName", { name: given.name })}>
            {t("edit")}
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onRemove} aria-label={t("removeName", { name: given.name })}>
            {t("remove")}
          </Button>
        </Group>
      </Group>
      {progress === null ? (
        <Text size="sm" c="dimmed">
          {t("gone")}
        </Text>
      ) : (
        <ProgressLine progress={progress} dueOn={given.dueOn} />
      )}
    </Paper>
  );
}
