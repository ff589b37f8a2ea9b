"use client";
import { Select, Text } from "@mantine/core";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { PictureCard } from "@/features/statistics/picture-card.tsx";
import classes from "@/features/statistics/statistics.module.css";
import { gradientName, gradientsOf, indexNames, indexPicture } from "./model/gradient.ts";
import { seriesPicture, stackHeight, stackPicture } from "./model/series.ts";
import type { Series, SpaceResult } from "./types.ts";
import { useWords } from "./use-words.ts";

/** Indices of each sample along a gradient, and figures through time. */
export function Diversity({ result, projectId }: { readonly result: SpaceResult; readonly projectId: number }) {
  const t = useTranslations("spaces");
  const words = useWords();
  const names = indexNames(result);
  const { within } = result;
  const titled = (figure: string) => (within === undefined ? figure : t("inTheRegion", { figure }));
  const [chosen, setIndex] = useState("FDis");
  const index = names.includes(chosen) ? chosen : (names[0] ?? "");
  const [gradient, setGradient] = useState("date");
  const gradients = useMemo(() => gradientsOf(result), [result]);
  const [variable, setVariable] = useState(index);
  const series = result.series.find((one) => one.variable === variable) ?? result.series[0];
  const indices = useMemo(
    () => indexPicture(result, index, gradient, { projectId, t: words }),
    [result, index, gradient, projectId, words],
  );
  const of = useMemo(() => ({ projectId, t: words }), [projectId, words]);
  const through = useMemo(() => (series === undefined ? null : seriesPicture(series, result, of)), [series, result, of]);
  const stack = useMemo(() => (result.series.length === 0 ? null : stackPicture(result, of)), [result, of]);
  const without = result.samples.filter((sample) => sample.indices[index]?.value == null);
  const reasons = [...new Set(without.map((sample) => `${sample.name} (${sample.indices[index]?.reason ?? ""})`))];
  const { standards } = result;
  const convention = t.has(`conventions.${plainName(index)}`) ? t(`conventions.${plainName(index)}` as never) : undefined;
  const effort = standards == null ? undefined : t("effortStandard", { count: standards.individuals, coverage: standards.coverage });
  return (
    <>
      <h2>{t("indices")}</h2>
      <div className={classes.controls}>
        <Select
          size="xs"
          searchable
          allowDeselect={false}
          label={t("index")}
          data={names}
          value={index}
          onChange={(v) => setIndex(v ?? index)}
        />
        <Select
          size="xs"
          searchable
          allowDeselect={false}
          label={t("against")}
          data={gradients.map((value) => ({ value, label: gradientName(value, words) }))}
          value={gradient}
          onChange={(v) => setGradient(v ?? "date")}
        />
        <Select
          size="xs"
          searchable
          allowDeselect={false}
          label={t("figure")}
          data={result.series.map((one) => one.variable)}
          value={series?.variable ?? null}
          onChange={(v) => setVariable(v ?? variable)}
        />
      </div>
      <div className={classes.pictures}>
        <PictureCard
          title={titled(`${t("indices")}: ${index}`)}
          about={said(within, convention, reasons.length > 0 ? t("missing", { samples: reasons.slice(0, 8).join(", ") }) : effort)}
          picture={indices}
        />
        {series === undefined || through === null ? (
          <Text c="dimmed">{t("noSeries")}</Text>
        ) : (
          <PictureCard
            title={titled(`${t("series")}: ${series.variable}`)}
            about={
              <>
                {within !== undefined && `${within} `}
                <Tests series={series} />
              </>
            }
            picture={through}
          />
        )}
        {stack !== null && (
          <PictureCard wide title={titled(t("stack"))} about={said(within, t("stackAbout"))} picture={stack} height={stackHeight(result)} />
        )}
      </div>
    </>
  );
}

/** Indices of taxa are those of morphs, with other forms. */
const plainName = (index: string): string => index.replace(/^taxa_/, "");
const said = (...sentences: readonly (string | undefined)[]): string => sentences.filter((one) => one !== undefined).join(" ");

/** The test for conclusions, and beside it the published recipe. */
function Tests({ series }: { readonly series: Series }) {
  const t = useTranslations("spaces");
  const format = useFormatter();
  const digits = (value: number) => format.number(value, { maximumSignificantDigits: 3 });
  const { seasonalMannKendall: test, asPublished } = series;
  const slope = test?.slopePerYear ?? null;
  const text = slope === null ? "–" : `${digits(slope.slope)} [${digits(slope.low)}, ${digits(slope.high)}]`;
  const found = test === null ? t("noSeasonal") : t("seasonal", { slope: text, z: digits(test.z), p: digits(test.p), n: test.n });
  if (asPublished === null) return found;
  const { mannKendallP, slopePerDay, lineP } = asPublished;
  const line =
    slopePerDay === null || lineP === null ? "" : ` ${t("asPublishedLine", { slope: digits(365.25 * slopePerDay), p: digits(lineP) })}`;
  return `${found}. ${t("asPublished", { p: digits(mannKendallP) })}.${line}`;
}
