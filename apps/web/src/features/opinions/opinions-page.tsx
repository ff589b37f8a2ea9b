"use client";
import { Alert, Button, Loader, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { PageFrame } from "@/components/page-frame.tsx";
import { RecentComments } from "@/features/comments/recent.tsx";
import { Section } from "@/features/people/section.tsx";
import { BothTables, Differing, PersonsTable } from "./agreement.tsx";
import { BlindQueue } from "./blind-queue.tsx";
import { Terms } from "./terms.tsx";
import type { Status, Told } from "./types.ts";
import { Waiting } from "./waiting.tsx";

type Props = {
  readonly projectId: number;
  readonly may: { readonly give: boolean; readonly review: boolean; readonly manage: boolean };
};

/** What is looked at twice, by whom, and how far people agree. */
export function OpinionsPage({ projectId, may }: Props) {
  const t = useTranslations("opinions");
  const [isLooking, setLooking] = useState(false);
  const status = useQuery({
    queryKey: ["opinions", projectId, "status"],
    queryFn: () => api<Status>("GET", `projects/${projectId}/opinions`),
  });
  const told = useQuery({
    queryKey: ["opinions", projectId, "agreement"],
    queryFn: () => api<Told>("GET", `projects/${projectId}/agreement`),
  });
  const problem = status.error ?? told.error;
  if (isLooking)
    return (
      <PageFrame title={t("title")}>
        <BlindQueue projectId={projectId} left={status.data?.waiting ?? 0} onStop={() => setLooking(false)} />
      </PageFrame>
    );
  return (
    <PageFrame title={t("title")} about={t("intro")}>
      {problem !== null && <Alert color="red">{problem.message}</Alert>}
      {status.isPending && <Loader size="sm" />}
      <Stack gap="md">
        <Section title={t("waiting.title")}>
          <Stack gap="xs">
            <Waiting projectId={projectId} reviews={may.review} />
          </Stack>
        </Section>
        {status.data !== undefined && may.give && <Again status={status.data} onBegin={() => setLooking(true)} />}
        {told.data !== undefined && may.give && (
          <Section title={t("agreement.title")} about={t("agreement.about")}>
            <BothTables both={told.data.mine} />
            <Differing differ={told.data.differ} />
          </Section>
        )}
        {told.data?.project != null && (
          <Section title={t("agreement.project")}>
            <BothTables both={told.data.project} />
            <PersonsTable persons={told.data.project.persons} />
          </Section>
        )}
        <Section title={t("comments.recent")}>
          <RecentComments projectId={projectId} />
        </Section>
        {status.data !== undefined && may.manage && (
          <Section title={t("terms.title")}>
            <Terms projectId={projectId} status={status.data} />
          </Section>
        )}
      </Stack>
    </PageFrame>
  );
}

/** The announcement: how much of one's own work comes back, what for, and who sees the outcome. */
function Again({
  status: { share, decided, allowed, waiting, managerSees },
  onBegin,
}: {
  readonly status: Status;
  readonly onBegin: () => void;
}) {
  const t = useTranslations("opinions.again");
  return (
    <Section
      title={t("title")}
      action={
        waiting > 0 && (
          <Button size="xs" onClick={onBegin}>
            {t("begin")}
          </Button>
        )
      }
    >
      <Text size="sm">
        {share === 0 ? t("off") : `${t("announce", { share, decided, allowed, waiting })} ${t(managerSees ? "seesAll" : "seesNone")}`}
      </Text>
    </Section>
  );
}
