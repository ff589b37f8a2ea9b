"use client";
import { Alert, Badge, Button, Group, Loader, Paper, Stack, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { PageFrame } from "@/components/page-frame.tsx";
import { PublishPractice } from "./publish.tsx";
import { PracticeResult } from "./result.tsx";
import { Round } from "./round.tsx";
import type { PracticeSet } from "./types.ts";

type Open = { readonly what: "round" | "result"; readonly set: PracticeSet };

/** Sets of a project to practise on. */
export function PracticePage({ projectId, manages }: { readonly projectId: number; readonly manages: boolean }) {
  const t = useTranslations("practice");
  const queries = useQueryClient();
  const [open, setOpen] = useState<Open | null>(null);
  const [isPublishing, setPublishing] = useState(false);
  const key = ["practices", projectId];
  const { data, isPending, error } = useQuery({
    queryKey: key,
    queryFn: () => api<PracticeSet[]>("GET", `projects/${projectId}/practices`),
  });
  const back = () => {
    setOpen(null);
    void queries.invalidateQueries({ queryKey: key });
  };
  if (open !== null)
    return (
      <PageFrame title={open.set.name}>
        {open.what === "round" ? (
          <Round set={open.set} onStop={back} onFinished={() => setOpen({ ...open, what: "result" })} />
        ) : (
          <PracticeResult set={open.set} onBack={back} />
        )}
      </PageFrame>
    );
  return (
    <PageFrame
      title={t("title")}
      about={t("intro")}
      action={manages && <Button onClick={() => setPublishing(true)}>{t("publish")}</Button>}
    >
      {isPending && <Loader size="sm" />}
      {error !== null && <Alert color="red">{error.message}</Alert>}
      {data?.length === 0 && <Text c="dimmed">{t("empty")}</Text>}
      <Stack gap="sm">
        {data?.map((set) => (
          <SetLine key={set.id} set={set} manages={manages} onOpen={(what) => setOpen({ what, set })} onChanged={back} />
        ))}
      </Stack>
      {isPublishing && (
        <PublishPractice
          projectId={projectId}
          onClose={() => setPublishing(false)}
          onDone={() => {
            setPublishing(false);
            back();
          }}
        />
      )}
    </PageFrame>
  );
}

type LineProps = {
  readonly set: PracticeSet;
  readonly manages: boolean;
  readonly onOpen: (what: Open["what"]) => void;
  readonly onChanged: () => void;
};

function SetLine({ set, manages, onOpen, onChanged }: LineProps) {
  const t = useTranslations("practice");
  const isOpen = set.closedAt === null;
  const turn = useMutation({
    mutationFn: () => api("PATCH", `practices/${set.id}`, { open: !isOpen }),
    onSuccess: onChanged,
    onError: (e) => notifications.show({ color: "red", message: e.message }),
  });
  const act = t(set.begun !== null && set.begun > 0 ? "goOn" : set.finished > 0 ? "again" : "begin");
  return (
    <Paper withBorder radius="md" p="md" component="article" aria-label={set.name}>
      <Group justify="space-between" align="flex-start">
        <div>
          <Group gap={8}>
            <Title order={2} size="h4" style={{ overflowWrap: "anywhere" }}>
              {set.name}
            </Title>
            {!isOpen && (
              <Badge variant="light" color="gray" radius="sm" tt="none">
                {t("closed")}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {t("objects", { objects: set.objects, taxa: set.taxa })} · {t("finished", { count: set.finished })}
          </Text>
          {set.about !== "" && (
            <Text size="sm" mt={4} style={{ whiteSpace: "pre-line" }}>
              {set.about}
            </Text>
          )}
        </div>
        <Group gap={6}>
          {set.finished > 0 && (
            <Button size="xs" variant="default" onClick={() => onOpen("result")} aria-label={t("of", { act: t("result"), name: set.name })}>
              {t("result")}
            </Button>
          )}
          {isOpen && (
            <Button size="xs" onClick={() => onOpen("round")} aria-label={t("of", { act, name: set.name })}>
              {act}
            </Button>
          )}
          {manages && (
            <Button size="xs" variant="subtle" color="gray" loading={turn.isPending} onClick={() => turn.mutate()}>
              {t(isOpen ? "close" : "reopen")}
            </Button>
          )}
        </Group>
      </Group>
    </Paper>
  );
}
