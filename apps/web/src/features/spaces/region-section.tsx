"use client";
import { Alert, Button, Card, Group, Loader, Text } from "@mantine/core";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { objectsHref } from "@/features/statistics/model/common.ts";
import { PictureCard } from "@/features/statistics/picture-card.tsx";
import { drawnIn, regionPicture, regionText } from "./model/region.ts";
import type { SpaceData } from "./types.ts";
import type { ShownRegion } from "./use-region.ts";
import { useWords } from "./use-words.ts";

type Props = { readonly space: SpaceData; readonly shown: ShownRegion };

/** The region that a person drew: whose individuals lie in it. What is below counts those alone, once the run has looked at all. */
export function RegionSection({ space: { result, projectId }, shown: { region, found, fault, clear } }: Props) {
  const t = useTranslations("spaces");
  const words = useWords();
  const samples = useMemo(() => (region === null ? [] : (found?.samples ?? drawnIn(result, region))), [result, region, found]);
  const picture = useMemo(() => regionPicture(samples, { projectId, t: words }), [samples, projectId, words]);
  if (region === null) return null;
  const objects = found?.objects.length ? found.objects : samples.flatMap((sample) => sample.objects);
  const individuals = samples.reduce((sum, sample) => sum + sample.individuals, 0);
  return (
    <Card withBorder padding="sm" my="md" component="section" aria-label={t("region")}>
      <Group justify="space-between">
        <Text>
          {found === null
            ? t("inRegion", { count: individuals })
            : t("ofRegion", { individuals: found.individuals, of: found.of, axes: regionText(region, words) })}
        </Text>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={clear}>
            {t("removeBox")}
          </Button>
          {objects.length > 0 && (
            <Button size="xs" component={Link} href={objectsHref(projectId, { objects })}>
              {t("openRegion", { count: objects.length })}
            </Button>
          )}
        </Group>
      </Group>
      {fault !== null && (
        <Alert color="red" my="xs">
          {t("regionFault", { reason: fault })}
        </Alert>
      )}
      <Group gap="xs" my="xs" role="status">
        {found === null && fault === null && <Loader size="xs" />}
        <Text size="sm" c="dimmed">
          {found !== null ? t("regionDone") : fault === null ? t("regionWorking") : ""}
        </Text>
      </Group>
      <PictureCard title={t("regionShare")} picture={picture} whyEmpty={t("regionEmpty")} height={240} />
    </Card>
  );
}
