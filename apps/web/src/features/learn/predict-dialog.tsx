"use client";
import { Alert, Anchor, Button, Group, Loader, Modal, NumberInput, Select, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Filter } from "@nauplius/domain";
import { uuidV7 } from "@nauplius/domain";
import { IconSparkles } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { useChange } from "@/features/people/use-change.ts";
import { type OwnThreshold, OwnThresholds } from "./own-thresholds.tsx";
import type { PredictionModel } from "./types.ts";

type Props = { readonly projectId: number; readonly filter?: Filter; readonly compact?: boolean };

/** Lets a model predict the taxa of a project, or of what a filter holds. */
export function PredictButton({ projectId, filter = {}, compact = false }: Props) {
  const t = useTranslations("learn.predict");
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button
        variant="default"
        size={compact ? "compact-sm" : undefined}
        leftSection={<IconSparkles size={compact ? 15 : 16} />}
        onClick={open}
        aria-label={t("open")}
      >
        {t("open")}
      </Button>
      <Modal opened={opened} onClose={close} title={t("title")} size="lg">
        {opened && <PredictForm projectId={projectId} filter={filter} />}
      </Modal>
    </>
  );
}

function PredictForm({ projectId, filter }: { readonly projectId: number; readonly filter: Filter }) {
  const t = useTranslations("learn.predict");
  const router = useRouter();
  const [chosen, setChosen] = useState<string | null>(null);
  const [least, setLeast] = useState<string | number>(0);
  const [wanted, setWanted] = useState("none");
  const [own, setOwn] = useState<readonly OwnThreshold[]>([]);
  const [batchId] = useState(() => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10))));
  const models = useQuery({
    queryKey: ["prediction-models", projectId],
    queryFn: ({ signal }) => api<PredictionModel[]>("GET", `projects/${projectId}/prediction-models`, undefined, signal),
  });
  const count = useQuery({
    queryKey: ["prediction-count", projectId, filter],
    queryFn: ({ signal }) => api<{ objects: number }>("POST", `projects/${projectId}/predictions/count`, { filter }, signal),
  });
  const preferred = models.data?.find(({ state }) => state === "service") ?? models.data?.[0];
  const model = chosen ?? (preferred === undefined ? null : String(preferred.id));
  const precise = models.data?.find(({ id }) => String(id) === model)?.precise ?? [];
  const byPrecision = precise.find(({ precision }) => String(precision) === wanted)?.taxa ?? [];
  const taxa = [
    ...byPrecision.filter(({ taxonId }) => own.every(({ taxon }) => taxon.id !== taxonId)),
    ...own.map(({ taxon, least: of }) => ({ taxonId: taxon.id, least: of / 100 })),
  ];
  const request = { batchId, modelId: Number(model), filter, thresholds: { least: Number(least) / 100, taxa } };
  const start = useChange(() => api<{ run: number }>("POST", `projects/${projectId}/predictions`, request), {
    after: ({ run }) => router.push(`/runs/${run}`),
  });
  const isWhole = Object.keys(filter).length === 0;
  if (models.error !== null) return <Alert color="red">{models.error.message}</Alert>;
  if (models.data === undefined) return <Loader size="sm" />;
  if (models.data.length === 0) return <Alert color="gray">{t("noModel")}</Alert>;
  return (
    <Stack gap="md">
      <Text size="sm">{t("about")}</Text>
      <Select
        label={t("model")}
        data={models.data.map((m) => ({
          value: String(m.id),
          label: t("modelLabel", { model: `${m.name} ${m.version}`, mapped: m.mapped, classes: m.classes, state: m.state }),
        }))}
        value={model}
        onChange={setChosen}
        allowDeselect={false}
      />
      {precise.length > 0 && (
        <Select
          label={t("precise")}
          description={t("preciseAbout")}
          data={[
            { value: "none", label: t("preciseNone") },
            ...precise.map(({ precision, taxa: of }) => ({
              value: String(precision),
              label: t("preciseAt", { precision, reached: of.filter((taxon) => taxon.least < 1).length, taxa: of.length }),
            })),
          ]}
          value={wanted}
          onChange={(value) => setWanted(value ?? "none")}
          allowDeselect={false}
        />
      )}
      <NumberInput label={t("least")} description={t("leastAbout")} value={least} onChange={setLeast} min={0} max={100} suffix=" %" />
      <OwnThresholds projectId={projectId} own={own} onChange={setOwn} />
      {count.error !== null && <Alert color="red">{count.error.message}</Alert>}
      <Text size="sm" aria-live="polite" hidden={count.error !== null}>
        {count.data === undefined ? t("counting") : t(isWhole ? "countWhole" : "countView", { count: count.data.objects })}
      </Text>
      {start.error !== null && <Alert color="red">{start.error.message}</Alert>}
      <Group justify="space-between">
        <Anchor component={Link} href={model === null ? "/models" : `/models/${model}`} size="sm">
          {t("howGood")}
        </Anchor>
        <Button
          disabled={model === null || count.data === undefined || count.data.objects === 0}
          loading={start.isPending || start.isSuccess}
          onClick={() => start.mutate(undefined)}
        >
          {t("start")}
        </Button>
      </Group>
    </Stack>
  );
}
