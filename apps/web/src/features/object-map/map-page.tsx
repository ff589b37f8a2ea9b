"use client";
import { Button, Card, Group, Modal, Select, Skeleton, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { isActive } from "@nauplius/domain";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ApiRefusal } from "@/components/api.ts";
import { PageFrame } from "@/components/page-frame.tsx";
import { RunCard } from "@/components/run/card.tsx";
import { type ShownRun, useRuns } from "@/components/run/use-runs.ts";
import { MakeMap } from "./make-map.tsx";
import { MapView } from "./map-view.tsx";
import { NoMap } from "./no-map.tsx";
import type { ListedMap, Offer } from "./types.ts";
import { usePoints } from "./use-points.ts";

type Props = {
  readonly projectId: number;
  readonly maps: readonly ListedMap[];
  readonly offers: readonly Offer[];
  readonly runs: readonly ShownRun[];
  readonly may: { readonly make: boolean; readonly manage: boolean };
};

/** The objects of a project where alike ones lie together. */
export function MapPage({ projectId, maps, offers, runs: initial, may }: Props) {
  const t = useTranslations("objectMap");
  const format = useFormatter();
  const router = useRouter();
  const [making, { open, close }] = useDisclosure(false);
  const [asked, setAsked] = useState<number | null>(null);
  const { runs } = useRuns(initial, { projectId });
  const own = runs.filter(({ kind }) => kind === "mapObjects");
  const done = own.filter(({ state }) => state === "done").length;
  useEffect(() => {
    if (done > 0) router.refresh();
  }, [done, router]);
  const isAtWork = own.some(({ state }) => isActive(state));
  const last = own[0];
  const map = maps.find(({ id }) => id === asked) ?? maps[0];
  const maker = <MakeMap projectId={projectId} offers={offers} isAtWork={isAtWork} />;
  const nameOf = (m: ListedMap): string =>
    `${t(`make.methods.${m.method}`)} · ${t(`make.sources.${m.source}`)} · ${format.dateTime(new Date(m.createdAt), { dateStyle: "medium", timeStyle: "short" })} UTC`;
  return (
    <PageFrame
      title={t("title")}
      crumbs={[{ href: `/projects/${projectId}/objects`, text: t("objects") }]}
      about={t("about")}
      action={
        map !== undefined &&
        may.make && (
          <Button size="xs" variant="default" onClick={open}>
            {t("another")}
          </Button>
        )
      }
    >
      <Stack gap="md">
        {last !== undefined && last.state !== "done" && <RunCard run={last} rights={may.manage ? "manager" : "none"} />}
        {map === undefined && (
          <Card withBorder padding="md">
            <Text mb="sm">{t(may.make ? "none" : "noneHere")}</Text>
            {may.make && maker}
          </Card>
        )}
        {map !== undefined && (
          <>
            <Group gap="sm" align="end">
              {maps.length > 1 && (
                <Select
                  size="xs"
                  w={500}
                  maw="100%"
                  label={t("which")}
                  allowDeselect={false}
                  value={String(map.id)}
                  onChange={(value) => setAsked(Number(value))}
                  data={maps.map((m) => ({ value: String(m.id), label: nameOf(m) }))}
                />
              )}
              <Text size="sm" c="dimmed">
                <Facts map={map} name={maps.length > 1 ? null : nameOf(map)} />
              </Text>
            </Group>
            <Loaded
              key={map.id}
              projectId={projectId}
              map={map}
              onRemoved={() => {
                setAsked(null);
                router.refresh();
              }}
            />
          </>
        )}
      </Stack>
      <Modal opened={making} onClose={close} title={t("another")} size="lg">
        {maker}
      </Modal>
    </PageFrame>
  );
}

/** How a map was made, and whether it is a sample. */
function Facts({ map, name }: { readonly map: ListedMap; readonly name: string | null }) {
  const t = useTranslations("objectMap.facts");
  const { facts, objects, total } = map;
  return [
    name,
    t(objects < total ? "sample" : "all", { objects, total }),
    facts.model === undefined ? t("features", { count: facts.features?.length ?? 0 }) : t("model", { model: facts.model }),
    facts.landmarks !== undefined && facts.landmarks < objects ? t("placed", { landmarks: facts.landmarks }) : null,
    map.method === "pca" ? t("percent", { first: facts.percent[0] ?? 0, second: facts.percent[1] ?? 0 }) : null,
  ]
    .filter((part) => part !== null)
    .join(" · ");
}

type LoadedProps = { readonly projectId: number; readonly map: ListedMap; readonly onRemoved: () => void };

function Loaded({ projectId, map, onRemoved }: LoadedProps) {
  const t = useTranslations("objectMap");
  const { data, error, refetch } = usePoints(map.id);
  if (error !== null) {
    const isRemoved = error instanceof ApiRefusal && error.status === 404;
    return (
      <NoMap
        projectId={projectId}
        why={isRemoved ? "removed" : "unreached"}
        detail={isRemoved ? "" : error.message}
        onAgain={() => {
          if (isRemoved) onRemoved();
          void refetch();
        }}
      />
    );
  }
  return data === undefined ? (
    <Skeleton height="60vh" aria-label={t("loading")} />
  ) : (
    <MapView projectId={projectId} map={map} loaded={data} />
  );
}
