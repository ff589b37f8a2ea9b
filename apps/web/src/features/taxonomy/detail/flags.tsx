"use client";
import { Text } from "@mantine/core";
import { useFormatter, useTranslations } from "next-intl";
import type { TaxonData } from "../types.ts";
import classes from "./detail.module.css";

/** What counting, diversity and evaluation take the taxon for, and where each answer comes from. */
export function Flags({ taxon }: { taxon: TaxonData }) {
  const t = useTranslations("taxonomy.flags");
  const format = useFormatter();
  const own = { living: taxon.living, extent: taxon.extent, counts: taxon.countsAsIndividual };
  const words = {
    living: taxon.flags.living ? t("living") : t("notLiving"),
    extent: t(`extent.${taxon.flags.extent}`),
    counts: taxon.flags.countsAsIndividual ? t("counts") : t("doesNotCount"),
  };
  const keys = ["living", "extent", "counts"] as const;
  const isProposal = taxon.flagsConfirmedAt === null && keys.some((key) => own[key] !== null);
  return (
    <section>
      <h2 className={classes.heading}>{t("title")}</h2>
      <dl className={classes.flags}>
        {keys.map((key) => (
          <div key={key} className={classes.flag}>
            <dt className={classes.flagWord}>{words[key]}</dt>
            <dd>{own[key] === null ? t("inherited") : isProposal ? t("fromName") : t("own")}</dd>
          </div>
        ))}
      </dl>
      <Text size="xs" c="dimmed" mt={4}>
        {taxon.flagsConfirmedAt === null
          ? isProposal
            ? t("proposed")
            : t("nobody")
          : t("confirmed", {
              name: taxon.flagsConfirmedBy ?? t("somebody"),
              date: format.dateTime(new Date(taxon.flagsConfirmedAt), { dateStyle: "medium" }),
            })}
      </Text>
    </section>
  );
}
