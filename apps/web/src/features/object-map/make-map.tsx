"use client";
import { Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { fewestMapped, type MapMethod, mapMethods, mostMapped } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import classes from "./object-map.module.css";
import type { Offer } from "./types.ts";

type Props = { readonly projectId: number; readonly offers: readonly Offer[]; readonly isAtWork: boolean };

/** What a map can be made from, and why not from the other. */
export function MakeMap({ projectId, offers, isAtWork }: Props) {
  const t = useTranslations("objectMap.make");
  const [method, setMethod] = useState<MapMethod>("umap");
  const [busy, setBusy] = useState(false);
  const make = async (source: Offer["source"]) => {
    setBusy(true);
    try {
      await api("POST", `projects/${projectId}/maps`, { source, method });
      notifications.show({ message: t("started") });
    } catch (error) {
      notifications.show({ color: "red", message: error instanceof Error ? error.message : String(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Stack gap="sm">
      <div>
        <SegmentedControl
          size="xs"
          aria-label={t("method")}
          value={method}
          onChange={(value) => setMethod(mapMethods.find((one) => one === value) ?? method)}
          data={mapMethods.map((value) => ({ value, label: t(`methods.${value}`) }))}
        />
        <Text size="xs" c="dimmed" mt={4}>
          {t(`about.${method}`)}
        </Text>
      </div>
      {offers.map((offer) => (
        <Group key={offer.source} justify="space-between" align="start">
          <div className={classes.offer}>
            <Text fw={600} size="sm">
              {t(`sources.${offer.source}`)}
            </Text>
            <Text size="sm" c="dimmed">
              {offer.reason ?? t(offer.objects > mostMapped ? "sample" : "objects", { count: offer.objects, most: mostMapped })}
              {offer.objects < fewestMapped && offer.reason === undefined && ` · ${t(`tooFew.${offer.source}`, { least: fewestMapped })}`}
            </Text>
          </div>
          <Button size="xs" loading={busy} disabled={isAtWork || offer.objects < fewestMapped} onClick={() => void make(offer.source)}>
            {t("make")}
          </Button>
        </Group>
      ))}
    </Stack>
  );
}
