"use client";
import { Alert, Loader, SegmentedControl, Select, Text } from "@mantine/core";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { PageFrame } from "@/components/page-frame.tsx";
import { CountInRun } from "./count-in-run.tsx";
import { type Confirmed, Formulas } from "./formulas/formulas.tsx";
import { checksPicture } from "./model/checks.ts";
import { commonTaxa, heatPicture, progressPicture } from "./model/counts.ts";
import { meansPicture } from "./model/means.ts";
import { profilePicture } from "./model/profile.ts";
import { completenessPicture, depthPicture, seasonPicture } from "./model/quantities.ts";
import { spectraFor, spectrumPicture } from "./model/spectrum.ts";
import { PictureCard } from "./picture-card.tsx";
import { SampleMap } from "./sample-map.tsx";
import classes from "./statistics.module.css";
import type { Quantities, Statistics } from "./types.ts";
import { useChoice } from "./use-choice.ts";
import { useProfiles, useQuantities } from "./use-quantities.ts";

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
  const quantities = useQuantities(projectId, version, choice.states);
  const isOfCasts = formulas.protocol?.formulas.some(({ purpose }) => purpose === "imageVolume") === true;
  const profiles = useProfiles(projectId, isOfCasts ? version : null, choice.states);
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
        <PictureCard title={t("progress")} picture={progress} height={Math.max(220, 60 + 22 * Math.min(20, statistics.taxa.length))} />
        <SampleMap statistics={statistics} />
        <PictureCard title={t("checks")} about={t("checksAbout")} picture={checks} />
        <PictureCard wide title={t("heat")} picture={heat} height={Math.max(320, 160 + 18 * Math.min(40, statistics.taxa.length))} />
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
              data={commonTaxa(statistics, 500).map(({ id, displayName }) => ({ value: String(id), label: displayName }))}
            />
            <SegmentedControl
              size="xs"
              aria-label={t("countedStates")}
              value={choice.states.length > 1 ? "predicted" : "validated"}
              onChange={(value) => choice.set({ count: value === "validated" ? null : value })}
              data={[
                { value: "validated", label: t("validatedOnly") },
                { value: "predicted", label: t("withPredicted") },
              ]}
            />
          </div>
          {quantities.isPending && (
            <Text size="sm" c="dimmed" role="status">
              <Loader size="xs" /> {t("counting")}
            </Text>
          )}
          {quantities.error !== null && <CountInRun projectId={projectId} states={choice.states} quantities={quantities} />}
          {quantities.data !== undefined && (
            <QuantityPictures
              quantities={quantities.data}
              profiles={profiles.data}
              statistics={statistics}
              taxonId={choice.taxonId}
              {...of}
            />
          )}
        </>
      )}
    </PageFrame>
  );
}

/** Words for pictures, which are made outside of components. */
function useWords() {
  const t = useTranslations("statistics");
  return useMemo(() => (key: string, values?: Record<string, string | number>) => t(key as never, values as never) as string, [t]);
}

type Words = ReturnType<typeof useWords>;
type Shown = {
  quantities: Quantities;
  profiles: Quantities | undefined;
  statistics: Statistics;
  taxonId: number | null;
  projectId: number;
  t: Words;
};

function QuantityPictures({ quantities, profiles, statistics, taxonId, projectId, t: words }: Shown) {
  const t = useTranslations("statistics");
  const format = useFormatter();
  const { samples } = statistics;
  const pictures = useMemo(() => {
    const of = { projectId, t: words, samples, taxonId };
    return {
      depth: profiles === undefined ? depthPicture(quantities, of) : profilePicture(profiles, of),
      means: meansPicture(quantities, of),
      season: seasonPicture(quantities, of),
      spectrum: spectrumPicture(quantities, of),
      completeness: completenessPicture(quantities.completeness, of),
      slopes: spectraFor(quantities, of).flatMap(({ sample, row }) =>
        row.spectrum.fit === null
          ? []
          : [{ name: sample.name, fit: row.spectrum.fit, powerLaw: row.powerLaw, multiples: row.flags.includes("multiples") }],
      ),
    };
  }, [quantities, profiles, samples, taxonId, projectId, words]);
  const missing = new Set(
    quantities.figures.filter(({ flags }) => flags.some((flag) => flag !== "incomplete")).map(({ place }) => place.sampleId),
  );
  const names = samples.filter(({ id }) => missing.has(id)).map(({ name }) => name);
  const slopes = pictures.slopes
    .slice(0, 8)
    .map(({ name, fit, powerLaw, multiples }) => {
      const two = (value: number) => format.number(value, { maximumFractionDigits: 2, minimumFractionDigits: 2 });
      return `${name}: ${two(fit.slope)} [${two(fit.low)}, ${two(fit.high)}]${powerLaw === null ? "" : `, ${t("likeliest", { exponent: two(powerLaw.exponent) })}`}${multiples ? ` (${t("multiples")})` : ""}`;
    })
    .join(" · ");
  return (
    <>
      {quantities.asOf !== null && (
        <Text size="sm" mb="xs">
          {t("countedAt", { at: format.dateTime(new Date(quantities.asOf), { dateStyle: "medium", timeStyle: "short" }) })}
        </Text>
      )}
      {[...quantities.warnings, ...(names.length > 0 ? [t("missing", { samples: names.join(", ") })] : [])].map((warning) => (
        <Text key={warning} size="sm" c="dimmed" mb="xs">
          {warning}
        </Text>
      ))}
      <div className={classes.pictures}>
        <PictureCard
          title={t("depthProfile")}
          about={t("concentrationOf")}
          picture={pictures.depth}
          height={profiles === undefined ? undefined : 460}
        />
        <PictureCard title={t("season")} about={t("concentrationOf")} picture={pictures.season} />
        <PictureCard
          title={t("spectrum")}
          about={slopes === "" ? t("spectrumAbout") : `${t("slopes")} ${slopes}`}
          picture={pictures.spectrum}
        />
        <PictureCard title={t("completeness")} picture={pictures.completeness} />
        {taxonId !== null && <PictureCard title={t("means")} about={t("meansAbout")} picture={pictures.means} />}
      </div>
    </>
  );
}
