"use client";
import { Alert, Anchor, Group, Select, Text } from "@mantine/core";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import type { Box } from "@/components/chart.tsx";
import { PageFrame } from "@/components/page-frame.tsx";
import { PictureCard } from "@/features/statistics/picture-card.tsx";
import classes from "@/features/statistics/statistics.module.css";
import { BesideSection } from "./beside-section.tsx";
import { Diversity } from "./diversity.tsx";
import { Groups } from "./groups.tsx";
import { biplotPicture, loadingsPicture } from "./model/pictures.ts";
import { boxOf, regionOf, resultIn } from "./model/region.ts";
import { Morphs } from "./morphs.tsx";
import { PlacedSection } from "./placed-section.tsx";
import { RegionSection } from "./region-section.tsx";
import { RemoveSpace } from "./remove-space.tsx";
import { SignedTable } from "./signed-table.tsx";
import { SweepSection } from "./sweep-section.tsx";
import { Tiles } from "./tiles.tsx";
import type { OtherSpace, SpaceData } from "./types.ts";
import { useRegion } from "./use-region.ts";
import { useWords } from "./use-words.ts";

type Props = { readonly space: SpaceData; readonly others: readonly OtherSpace[]; readonly mayManage: boolean };

/** A space as it was computed: individuals, morphs, diversity and time. */
export function SpacePage({ space, others, mayManage }: Props) {
  const t = useTranslations("spaces");
  const format = useFormatter();
  const words = useWords();
  const { result, projectId } = space;
  const [axes, setAxes] = useState({ x: 0, y: Math.min(1, result.axes - 1) });
  const shown = useRegion(space.id);
  const { region, found } = shown;
  const of = useMemo(() => ({ projectId, t: words }), [projectId, words]);
  const biplot = useMemo(() => biplotPicture(result, axes, of), [result, axes, of]);
  const circle = useMemo(() => loadingsPicture(result, axes, of), [result, axes, of]);
  const box = useMemo(() => boxOf(region, axes), [region, axes]);
  const onBox = (drawn: Box | null) => {
    if (drawn === null) shown.clear();
    else void shown.draw(regionOf(drawn, axes));
  };
  const counted = useMemo(
    () => (region === null || found === null ? result : resultIn(result, found, region, words)),
    [result, found, region, words],
  );
  const choices = Array.from({ length: result.axes }, (_, axis) => ({
    value: String(axis),
    label: t("axisShort", { number: axis + 1 }),
  }));
  const tiles = result.pictures?.tiles.find(({ x, y }) => (x === axes.x && y === axes.y) || (x === axes.y && y === axes.x));
  const tables = result.files.filter(({ name }) => !name.endsWith(".png"));
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
        <PictureCard title={t("biplot")} about={t("biplotAbout")} picture={biplot} height={460} box={box} onBox={onBox} />
        <PictureCard title={t("loadings")} about={t("loadingsAbout")} picture={circle} height={460} />
      </div>
      <RegionSection space={space} shown={shown} />
      {tiles !== undefined && <Tiles spaceId={space.id} projectId={projectId} picture={tiles} />}
      <Diversity result={counted} projectId={projectId} />
      <SweepSection space={space} mayManage={mayManage} />
      <PlacedSection space={space} mayManage={mayManage} />
      <BesideSection space={space} others={others} axes={axes} />
      <h2>{t("morphs")}</h2>
      <Groups space={space} mayManage={mayManage} />
      <Morphs space={space} />
      {mayManage && <RemoveSpace spaceId={space.id} projectId={projectId} />}
      <h2>{t("files")}</h2>
      <Group>
        {tables.map(({ name }) => (
          <Anchor key={name} href={`/api/spaces/${space.id}/${name}`} download={name}>
            {name}
          </Anchor>
        ))}
        <SignedTable samples={result.samples} />
      </Group>
    </PageFrame>
  );
}
