"use client";
import { Alert, Button, Group, Loader, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { isActive, mayCancel } from "@nauplius/domain";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import type { ShownRun } from "@/components/run/use-runs.ts";
import { BatchSettings } from "./batch-settings.tsx";
import { DescribeUnit } from "./describe-unit.tsx";
import { LookAt } from "./look.tsx";
import { type Batch, isReady, type Unit } from "./types.ts";
import { UnitTable } from "./unit-table.tsx";

const restless = (batch: Batch | undefined): boolean =>
  batch === undefined || batch.facts === null || batch.units.some(({ run }) => run !== null && isActive(run.state));

/** A batch that was opened: what waits for a person first, each unit with its state; a look at one of them while a threshold moves. */
export function BatchView({ id }: { readonly id: number }) {
  const t = useTranslations("segment");
  const [looking, setLooking] = useState<number | null>(null);
  const [describing, setDescribing] = useState<number | null>(null);
  const [isSetting, setSetting] = useState(false);
  const batch = useQuery({
    queryKey: ["segmentation", id],
    queryFn: () => api<Batch>("GET", `segmentations/${id}`),
    refetchInterval: ({ state }) => (restless(state.data) ? 1500 : false),
  });
  const start = useMutation({
    mutationFn: (units?: readonly number[]) => api("POST", `segmentations/${id}/run`, units === undefined ? {} : { units }),
    onSettled: () => batch.refetch(),
    onError: (error) => notifications.show({ color: "red", message: error.message }),
  });
  const cancel = useMutation({
    mutationFn: (units?: readonly number[]) => api("POST", `segmentations/${id}/cancel`, units === undefined ? {} : { units }),
    onSettled: () => batch.refetch(),
    onError: (error) => notifications.show({ color: "red", message: error.message }),
  });
  const match = useMutation({
    mutationFn: () => api("POST", `segmentations/${id}/match`, {}),
    onSettled: () => batch.refetch(),
    onError: (error) => notifications.show({ color: "red", message: error.message }),
  });
  if (batch.error !== null)
    return (
      <Alert color="red" variant="light">
        {batch.error.message}
      </Alert>
    );
  const { data } = batch;
  if (data === undefined) return <Loader size="sm" />;
  if (data.facts === null) return <Opening runId={data.runId} onAgain={() => match.mutate()} />;
  const ready = data.units.filter((unit) => isReady(unit, data.settings)).length;
  const atWork = data.units.filter(({ run }) => run !== null && mayCancel(run.state) && run.cancelAt === null).length;
  const unitOf = (wanted: number | null): Unit | undefined => data.units.find((unit) => unit.id === wanted);
  const [looked, described] = [unitOf(looking), unitOf(describing)];
  return (
    <Stack gap="md">
      <Facts batch={data} />
      <Group justify="space-between">
        <Text fw={500}>
          {data.name}
          {t.has(`profile.${data.profile}`) ? ` · ${t(`profile.${data.profile}`)}` : ""}
        </Text>
        <Group gap="xs">
          <Button variant="default" size="sm" onClick={() => setSetting(true)}>
            {t("batchSettings")}
          </Button>
          <Button variant="default" size="sm" loading={match.isPending} onClick={() => match.mutate()}>
            {t("match")}
          </Button>
          {atWork > 0 && (
            <Button variant="default" size="sm" loading={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
              {t("cancelAll", { count: atWork })}
            </Button>
          )}
          <Button size="sm" disabled={ready === 0} loading={start.isPending} onClick={() => start.mutate(undefined)}>
            {t("start", { count: ready })}
          </Button>
        </Group>
      </Group>
      {looked !== undefined && (
        <LookAt key={looked.id} batch={data} unit={looked} onChanged={() => void batch.refetch()} onClose={() => setLooking(null)} />
      )}
      <UnitTable
        batch={data}
        onLook={setLooking}
        onDescribe={setDescribing}
        onAgain={(unit) => start.mutate([unit])}
        onCancel={(unit) => cancel.mutate([unit])}
      />
      {isSetting && (
        <BatchSettings
          batch={data}
          onDone={() => {
            setSetting(false);
            void batch.refetch();
          }}
        />
      )}
      {described !== undefined && (
        <DescribeUnit
          batch={data}
          unit={described}
          onDone={() => {
            setDescribing(null);
            void batch.refetch();
          }}
        />
      )}
    </Stack>
  );
}

function Opening({ runId, onAgain }: { runId: number; onAgain: () => void }) {
  const t = useTranslations("segment");
  const { data } = useQuery({
    queryKey: ["segmentation-run", runId],
    queryFn: () => api<ShownRun>("GET", `runs/${runId}`),
    refetchInterval: 1500,
  });
  if (data === undefined || isActive(data.state))
    return (
      <Group gap="sm">
        <Loader size="sm" />
        <Text size="sm">{t("opening")}</Text>
      </Group>
    );
  return (
    <Alert color="red" variant="light">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t("openFailed", { reason: data.reason })}</Text>
        <Button size="xs" variant="default" onClick={onAgain}>
          {t("tryOpening")}
        </Button>
      </Stack>
    </Alert>
  );
}

function Facts({ batch: { facts, units, settings } }: { batch: Batch }) {
  const t = useTranslations("segment");
  if (facts === null) return null;
  const { withoutFile, others, problems } = facts;
  const unmatched = units.filter((unit) => unit.run === null && unit.found.usable && !isReady(unit, settings)).length;
  return (
    <Alert color={unmatched + problems.length > 0 ? "orange" : "gray"} variant="light">
      <Stack gap={4}>
        <Text size="sm">{t("unmatched", { count: unmatched })}</Text>
        {withoutFile.length > 0 && <Text size="sm">{t("withoutFile", { names: withoutFile.slice(0, 20).join(", ") })}</Text>}
        {others.count > 0 && <Text size="sm">{t("others", { count: others.count, names: others.some.slice(0, 5).join(", ") })}</Text>}
        {problems.slice(0, 20).map((problem) => (
          <Text key={problem} size="sm">
            {problem}
          </Text>
        ))}
      </Stack>
    </Alert>
  );
}
