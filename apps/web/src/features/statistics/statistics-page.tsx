"use client";
import { Alert, Box, Loader, SegmentedControl, Select, Text } from "@mantine/core";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { PageFrame } from "@/components/page-frame.tsx";
import { type Recast, RecastRules } from "@/features/export/recast.tsx";
import { CountInRun } from "./count-in-run.tsx";
import { type Confirmed, Formulas } from "./formulas/formulas.tsx";
import { checksPicture } from "./model/checks.ts";
import { commonTaxa, heatPicture, progressPicture } from "./model/counts.ts";
import { writeRecast } from "./model/recast.ts";
import { PictureCard } from "./picture-card.tsx";
import { QuantityPictures } from "./quantity-pictures.tsx";
import { SampleMap } from "./sample-map.tsx";
import classes from "./statistics.module.css";
import type { ShownTaxon, Statistics } from "./types.ts";
import { useChoice } from "./use-choice.ts";
import { useProfiles, useQuantities } from "./use-quantities.ts";
import { useRecast } from "./use-recast.ts";

type Props = {
  readonly projectId: number;
  readonly statistics: Statistics;
  readonly formulas: Confirmed;
  readonly mayManage: boolean;
};

/** How far a project is, and what is known of it in numbers. */
export function StatisticsPage({ projectId, statistics, formulas, mayManage }: Props) {
  const t = useTranslations("statistics");
  const format = useFormatter();
  const words = useWords();
  const choice = useChoice();
  const version = formulas.protocol?.version ?? null;
  const recast = useRecast(choice.counting);
  const quantities = useQuantities(projectId, version, choice.counting);
  const isOfCasts = formulas.protocol?.formulas.some(({ purpose }) => purpose === "imageVolume") === true;
  const profiles = useProfiles(projectId, isOfCasts ? version : null, choice.counting);
  const of = { projectId, t: words };
  const progress = useMemo(() => progressPicture(statistics, { projectId, t: words }), [statistics, projectId, words]);
  const heat = useMemo(() => heatPicture(statistics, { projectId, t: words }), [statistics, projectId, words]);
  const checks = useMemo(() => checksPicture(statistics, { projectId, t: words }), [statistics, projectId, words]);
  const mixed = statistics.calibrations.filter(({ pixelSize }) => pixelSize !== null);
  return (
    <PageFrame title={t("title")} about={t("about")}>
      {mixed.length > 1 && (
        <Alert color="orange" mb="md" title={t("mixed")}>
          {mixed
            .map(({ pixelSize, acquisitions }) => t("calibration", { pixel: format.number(pixelSize ?? 0), count: acquisitions }))
            .join(" · ")}
        </Alert>
      )}
      <div className={classes.pictures}>
        <PictureCard
          title={t("progress")}
          picture={progress}
          whyEmpty={t("empty.taxa")}
          height={Math.max(220, 60 + 22 * Math.min(20, statistics.taxa.length))}
        />
        <SampleMap statistics={statistics} />
        <PictureCard title={t("checks")} about={t("checksAbout")} picture={checks} whyEmpty={t("empty.checks")} />
        <PictureCard
          wide
          title={t("heat")}
          picture={heat}
          whyEmpty={t("empty.taxa")}
          height={Math.max(320, 160 + 18 * Math.min(40, statistics.taxa.length))}
        />
      </div>
      <h2>{t("quantities")}</h2>
      <Formulas projectId={projectId} confirmed={formulas} mayManage={mayManage} />
      {version !== null && (
        <>
          <div className={classes.controls}>
            <Select
              label={t("taxon")}
              size="xs"
              searchable
              clearable
              placeholder={t("allLiving")}
              value={choice.taxonId === null ? null : String(choice.taxonId)}
              onChange={(value) => choice.set({ taxon: value })}
              data={choosable(statistics, recast.rules).map(({ id, displayName }) => ({ value: String(id), label: displayName }))}
            />
            <SegmentedControl
              size="xs"
              aria-label={t("countedStates")}
              value={choice.counting.states.length > 1 ? "predicted" : "validated"}
              onChange={(value) => choice.set({ count: value === "validated" ? null : value })}
              data={[
                { value: "validated", label: t("validatedOnly") },
                { value: "predicted", label: t("withPredicted") },
              ]}
            />
          </div>
          <Box mb="md">
            <RecastRules
              projectId={projectId}
              about={t("recastAbout")}
              rules={recast.rules}
              onChange={(rules) =>
                choice.set({ recast: writeRecast(rules.map(({ from, to }) => ({ from: from.id, to: to?.id ?? null }))) })
              }
            />
          </Box>
          {quantities.isPending && (
            <Text size="sm" c="dimmed" role="status">
              <Loader size="xs" /> {t("counting")}
            </Text>
          )}
          {quantities.error !== null && <CountInRun projectId={projectId} counting={choice.counting} quantities={quantities} />}
          {quantities.data !== undefined && (
            <QuantityPictures
              quantities={quantities.data}
              profiles={profiles.data}
              statistics={statistics}
              taxonId={choice.taxonId}
              counting={choice.counting}
              recast={recast.sentence}
              {...of}
            />
          )}
        </>
      )}
    </PageFrame>
  );
}

/** Taxa to look at: those that objects have, and those that some count under. */
function choosable(statistics: Statistics, rules: readonly Recast[]): readonly Pick<ShownTaxon, "id" | "displayName">[] {
  const own = commonTaxa(statistics, 500);
  const under = rules.flatMap(({ to }) => (to === null || own.some(({ id }) => id === to.id) ? [] : [to]));
  return [...new Map([...under, ...own].map((taxon) => [taxon.id, taxon])).values()];
}

/** Words for pictures, which are made outside of components. */
function useWords() {
  const t = useTranslations("statistics");
  return useMemo(() => (key: string, values?: Record<string, string | number>) => t(key as never, values as never) as string, [t]);
}
