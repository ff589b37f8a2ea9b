"use client";
import { Text } from "@mantine/core";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { meansPicture } from "./model/means.ts";
import { profilePicture } from "./model/profile.ts";
import { completenessPicture, depthPicture, seasonPicture } from "./model/quantities.ts";
import { spectraFor, spectrumPicture } from "./model/spectrum.ts";
import { PictureCard } from "./picture-card.tsx";
import classes from "./statistics.module.css";
import type { Counting, Quantities, Statistics, Words } from "./types.ts";

type Shown = {
  readonly quantities: Quantities;
  readonly profiles: Quantities | undefined;
  readonly statistics: Statistics;
  readonly taxonId: number | null;
  readonly projectId: number;
  readonly counting: Counting;
  /** What counts as what, in words; null: everything as it is. */
  readonly recast: string | null;
  readonly t: Words;
};

/** Figures of the samples as pictures, with what is missing in them. */
export function QuantityPictures({ quantities, profiles, statistics, taxonId, projectId, counting, recast, t: words }: Shown) {
  const t = useTranslations("statistics");
  const format = useFormatter();
  const { samples } = statistics;
  const pictures = useMemo(() => {
    const of = { projectId, t: words, samples, taxonId, recast: counting.recast };
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
  }, [quantities, profiles, samples, taxonId, projectId, counting, words]);
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
  const counted = { states: counting.states.length > 1 ? "predicted" : "validated" };
  return (
    <>
      {quantities.asOf !== null && (
        <Text size="sm" mb="xs">
          {t("countedAt", { at: format.dateTime(new Date(quantities.asOf), { dateStyle: "medium", timeStyle: "short" }) })}
        </Text>
      )}
      {recast !== null && (
        <Text size="sm" mb="xs">
          {recast}
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
          whyEmpty={t("empty.depth", counted)}
          note={recast}
          height={profiles === undefined ? undefined : 460}
        />
        <PictureCard
          title={t("season")}
          about={t("concentrationOf")}
          picture={pictures.season}
          whyEmpty={t("empty.season", counted)}
          note={recast}
        />
        <PictureCard
          title={t("spectrum")}
          about={slopes === "" ? t("spectrumAbout") : `${t("slopes")} ${slopes}`}
          picture={pictures.spectrum}
          whyEmpty={t("empty.spectrum", counted)}
          note={recast}
        />
        <PictureCard title={t("completeness")} picture={pictures.completeness} whyEmpty={t("empty.completeness")} />
        {taxonId !== null && (
          <PictureCard
            title={t("means")}
            about={t("meansAbout")}
            picture={pictures.means}
            whyEmpty={t("empty.season", counted)}
            note={recast}
          />
        )}
      </div>
    </>
  );
}
