"use client";
import { Alert, Anchor, Button, Card, Group, Select, Text } from "@mantine/core";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { Chart } from "@/components/chart.tsx";
import { PageFrame } from "@/components/page-frame.tsx";
import { VignetteStrip } from "@/components/vignette/strip.tsx";
import { objectsHref } from "@/features/statistics/model/common.ts";
import { PictureCard } from "@/features/statistics/picture-card.tsx";
import classes from "@/features/statistics/statistics.module.css";
import { Diversity } from "./diversity.tsx";
import { biplotPicture, loadingsPicture, regionPicture } from "./model/pictures.ts";
import type { SpaceData } from "./types.ts";
import { useWords } from "./use-words.ts";

/** A space as it was computed: individuals, morphs, diversity and time. */
export function SpacePage({ space }: { readonly space: SpaceData }) {
  const t = useTranslations("spaces");
  const format = useFormatter();
  const words = useWords();
  const { result, projectId } = space;
  const [axes, setAxes] = useState({ x: 0, y: Math.min(1, result.axes - 1) });
  const [marks, setMarks] = useState<readonly number[]>([]);
  const of = useMemo(() => ({ projectId, t: words }), [projectId, words]);
  const biplot = useMemo(() => biplotPicture(result, axes, of), [result, axes, of]);
  const circle = useMemo(() => loadingsPicture(result, axes, of), [result, axes, of]);
  const region = useMemo(() => regionPicture(result, marks, of), [result, marks, of]);
  const choices = Array.from({ length: result.axes }, (_, axis) => ({
    value: String(axis),
    label: t("axisShort", { number: axis + 1 }),
  }));
  const total = result.morphs.reduce((sum, { mass }) => sum + mass, 0);
  return (
    <PageFrame
      title={t("title")}
      about={t("made", {
        ...{ name: space.preparation, version: space.preparationVersion, by: space.createdBy ?? t("operator"), seed: result.choices.seed },
        at: format.dateTime(new Date(space.createdAt), { dateStyle: "medium" }),
      })}
    >
      <Text mb="sm">
        {t("facts", {
          ...{ individuals: result.individuals, features: result.features.length, axes: result.axes },
          ...{ morphs: result.morphs.length, samples: result.samples.length },
        })}
      </Text>
      {result.warnings.length > 0 && (
        <Alert color="orange" mb="md" title={t("warnings")}>
          {result.warnings.map((warning) => (
            <Text key={warning} size="sm">
              {warning}
            </Text>
          ))}
        </Alert>
      )}
      <div className={classes.controls}>
        {(["x", "y"] as const).map((axis) => (
          <Select
            key={axis}
            size="xs"
            w={120}
            allowDeselect={false}
            label={t(axis === "x" ? "across" : "upwards")}
            data={choices}
            value={String(axes[axis])}
            onChange={(value) => setAxes({ ...axes, [axis]: Number(value ?? 0) })}
          />
        ))}
      </div>
      <div className={classes.pictures}>
        <PictureCard title={t("biplot")} about={t("biplotAbout")} picture={biplot} height={460} onBox={setMarks} />
        <PictureCard title={t("loadings")} about={t("loadingsAbout")} picture={circle} height={460} />
      </div>
      {marks.length > 0 && (
        <Card withBorder padding="sm" my="md" component="section" aria-label={t("region")}>
          <Group justify="space-between">
            <Text>{t("inRegion", { count: marks.length })}</Text>
            <Button
              size="xs"
              component={Link}
              href={objectsHref(projectId, { objects: marks.flatMap((mark) => result.points[mark]?.[0] ?? []) })}
            >
              {t("openRegion")}
            </Button>
          </Group>
          <Chart option={region.option} height={240} title={t("regionShare")} label={t("regionShare")} />
        </Card>
      )}
      <Diversity result={result} projectId={projectId} />
      <h2>{t("morphs")}</h2>
      <div className={classes.pictures}>
        {result.morphs.slice(0, 24).map(({ mass, objects }, morph) => {
          const shown = new Set(objects.slice(0, 8));
          return (
            <Card key={objects[0] ?? morph} withBorder padding="xs">
              <Group justify="space-between">
                <Anchor component={Link} href={objectsHref(projectId, { objects })} fw={600}>
                  {t("morph", { number: morph + 1 })}
                </Anchor>
                <Text size="sm" c="dimmed">
                  {t("morphShare", { share: format.number(mass / total, { style: "percent", maximumFractionDigits: 1 }) })}
                </Text>
              </Group>
              <VignetteStrip images={space.vignettes.filter(({ objectId }) => shown.has(objectId))} edge={64} links />
            </Card>
          );
        })}
      </div>
      <h2>{t("files")}</h2>
      <Group>
        {result.files.map(({ name }) => (
          <Anchor key={name} href={`/api/spaces/${space.id}/${name}`} download={name}>
            {name}
          </Anchor>
        ))}
      </Group>
    </PageFrame>
  );
}
