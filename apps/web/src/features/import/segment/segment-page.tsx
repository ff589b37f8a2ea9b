"use client";
import { Anchor, Card, Stack, Text, Title } from "@mantine/core";
import type { SegmentProfileName } from "@nauplius/domain";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { PageFrame } from "@/components/page-frame.tsx";
import type { ShownUpload } from "../uploads.tsx";
import { BatchView } from "./batch.tsx";
import { NewBatch } from "./new-batch.tsx";
import type { BatchLine } from "./types.ts";

type Props = {
  readonly projectId: number;
  readonly usual: SegmentProfileName;
  readonly batches: readonly BatchLine[];
  readonly uploads: readonly ShownUpload[];
  readonly hasServerFolder: boolean;
};

/** From scans to objects. The batch stands in the address: a reload, or another manager, sees the same. */
export function SegmentPage({ projectId, usual, batches, uploads, hasServerFolder }: Props) {
  const t = useTranslations("segment");
  const router = useRouter();
  const here = `/projects/${projectId}/import/segment`;
  const asked = Number(useSearchParams().get("batch"));
  return (
    <PageFrame
      title={t("title")}
      about={t("intro")}
      action={
        <Anchor component={Link} href={asked > 0 ? here : `/projects/${projectId}/import`} size="sm">
          {asked > 0 ? t("earlier") : t("back")}
        </Anchor>
      }
    >
      {asked > 0 ? (
        <BatchView id={asked} />
      ) : (
        <Stack gap="lg">
          <NewBatch
            projectId={projectId}
            usual={usual}
            uploads={uploads}
            hasServerFolder={hasServerFolder}
            onOpened={(id) => router.push(`${here}?batch=${id}`, { scroll: false })}
          />
          <Earlier projectId={projectId} initial={batches} here={here} />
        </Stack>
      )}
    </PageFrame>
  );
}

function Earlier({ projectId, initial, here }: { projectId: number; initial: readonly BatchLine[]; here: string }) {
  const t = useTranslations("segment");
  const format = useFormatter();
  const { data } = useQuery({
    queryKey: ["segmentations", projectId],
    queryFn: () => api<BatchLine[]>("GET", `projects/${projectId}/segmentations`),
    initialData: [...initial],
  });
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {t("earlier")}
      </Title>
      {data.length === 0 && <Text c="dimmed">{t("none")}</Text>}
      {data.map(({ id, name, profile, createdAt, units, waiting, running, done, failed }) => (
        <Card key={id} withBorder padding="sm">
          <Anchor component={Link} href={`${here}?batch=${id}`}>
            {name}
          </Anchor>
          <Text size="sm" c="dimmed">
            {format.dateTime(new Date(createdAt), { dateStyle: "medium" })} ·{" "}
            {t.has(`profile.${profile}`) ? `${t(`profile.${profile}`)} · ` : ""}
            {t("counts", { units, waiting, running, done, failed })}
          </Text>
        </Card>
      ))}
    </Stack>
  );
}
