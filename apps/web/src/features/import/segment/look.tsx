"use client";
import { Alert, Button, Card, Group, Loader, Slider, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { isOver, type PreviewFacts, type SegmentSettings } from "@nauplius/domain";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { api } from "@/components/api.ts";
import { greyOfBase64 } from "@/components/grey-image.ts";
import { findIn, type Grey } from "./find.ts";
import { FoundPicture } from "./found-picture.tsx";
import { SizeHistogram } from "./size-histogram.tsx";
import type { Batch, Picture, Unit } from "./types.ts";

type Props = { readonly batch: Batch; readonly unit: Unit; readonly onChanged: () => void; readonly onClose: () => void };

/** A part of one unit on even ground: what is found in it while the threshold moves. The worker makes the picture, the browser finds. */
export function LookAt({ batch, unit, onChanged, onClose }: Props) {
  const t = useTranslations("segment");
  const { id, name } = unit;
  // Asked for when it is opened: settings may have changed since the last look.
  const asked = useQuery({
    queryKey: ["segment-preview", id],
    queryFn: () => api<{ run: number }>("POST", `segmentation-units/${id}/picture`, {}),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const shown = useQuery({
    queryKey: ["segment-picture", id, asked.data?.run],
    enabled: asked.data !== undefined,
    queryFn: () => api<Picture>("GET", `segmentation-units/${id}/picture`),
    refetchInterval: ({ state }) => (state.data?.png != null || (state.data?.run != null && isOver(state.data.run.state)) ? false : 1000),
    gcTime: 0,
  });
  const failure =
    asked.error?.message ??
    shown.error?.message ??
    (shown.data?.png == null && shown.data?.run != null && isOver(shown.data.run.state) ? shown.data.run.reason : null);
  const { png = null, facts = null } = shown.data ?? {};
  return (
    <Card withBorder padding="md">
      <Stack gap="sm">
        <Group justify="space-between">
          <Text fw={500}>{t("previewOf", { name })}</Text>
          <Button size="xs" variant="subtle" color="gray" onClick={onClose}>
            {t("look.close")}
          </Button>
        </Group>
        {failure !== null && (
          <Alert color="red" variant="light">
            {t("look.failed", { reason: failure })}
          </Alert>
        )}
        {failure === null && (png === null || facts === null) && (
          <Group gap="sm">
            <Loader size="sm" />
            <Text size="sm">{t("look.making")}</Text>
          </Group>
        )}
        {png !== null && facts !== null && <Decoded png={png} facts={facts} batch={batch} unit={unit} onChanged={onChanged} />}
      </Stack>
    </Card>
  );
}

type Given = Pick<Props, "batch" | "unit" | "onChanged"> & { readonly facts: PreviewFacts };

function Decoded({ png, ...given }: Given & { readonly png: string }) {
  const [grey, setGrey] = useState<Grey | null>(null);
  useEffect(() => {
    let wanted = true;
    void greyOfBase64(png).then((decoded) => wanted && setGrey(decoded));
    return () => {
      wanted = false;
    };
  }, [png]);
  return grey === null ? <Loader size="sm" /> : <Tuned grey={grey} {...given} />;
}

const others = (rejected: Readonly<Record<string, number>>): number =>
  Object.entries(rejected).reduce((sum, [why, count]) => (why === "tooSmall" || why === "touchesEdge" ? sum : sum + count), 0);

/** A level that was found by hand: whatever method gave the one it began with, and of the same side. */
function withLevel<S extends SegmentSettings>(settings: S, level: { readonly threshold: number; readonly sense: "dark" | "bright" }) {
  const { method: _method, share: _share, ...rest } = settings;
  return { ...rest, ...level };
}

function Tuned({ grey, facts, batch, unit, onChanged }: Given & { readonly grey: Grey }) {
  const t = useTranslations("segment.look");
  const [threshold, setThreshold] = useState(facts.threshold);
  const settled = useDeferredValue(threshold);
  const seen = useMemo(() => findIn(grey, { ...facts, threshold: settled }), [grey, facts, settled]);
  const level = { threshold, sense: facts.sense };
  const use = useMutation({
    mutationFn: async (whole: boolean) => {
      if (whole) await api("PATCH", `segmentations/${batch.id}`, { settings: withLevel(batch.settings, level), seen: batch.settings });
      else await api("PUT", `segmentation-units/${unit.id}`, { settings: withLevel(unit.settings, level), seen: unit.settings });
      return whole ? t("used", { value: threshold }) : t("usedUnit", { name: unit.name, value: threshold });
    },
    onSuccess: (message) => {
      notifications.show({ message });
      onChanged();
    },
    onError: (error) => notifications.show({ color: "red", message: error.message }),
  });
  const left = Object.values(seen.rejected).reduce((sum, count) => sum + count, 0);
  const label = t("threshold", { value: threshold });
  const { width, height, wholeWidth, wholeHeight, image } = facts;
  return (
    <Stack gap="sm">
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <Slider min={0} max={254} value={threshold} onChange={setThreshold} thumbLabel={label} label={null} />
      <Group gap="xl" align="flex-start">
        <FoundPicture grey={grey} seen={seen} label={t("picture", { image: facts.image })} />
        <Stack gap="xs" maw={420}>
          <Text size="xl" fw={600} aria-live="polite">
            {t("found", { count: seen.objects.length })}
          </Text>
          <Text size="sm" c="dimmed">
            {t("leftOut", {
              count: left,
              tooSmall: seen.rejected.tooSmall ?? 0,
              touchesEdge: seen.rejected.touchesEdge ?? 0,
              others: others(seen.rejected),
            })}
          </Text>
          <SizeHistogram esds={seen.esds} />
          <Text size="xs" c="dimmed">
            {t("place", { width, height, wholeWidth, wholeHeight, image })}
          </Text>
          <Group gap="xs">
            <Button size="xs" loading={use.isPending} onClick={() => use.mutate(true)}>
              {t("useBatch")}
            </Button>
            <Button size="xs" variant="default" loading={use.isPending} onClick={() => use.mutate(false)}>
              {t("useUnit", { name: unit.name })}
            </Button>
          </Group>
        </Stack>
      </Group>
    </Stack>
  );
}
