"use client";
import { Group, Pill, Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { TaxonData } from "../types.ts";
import classes from "./detail.module.css";

/** Other names under which the taxon is found. */
export function Synonyms({ taxon }: { taxon: TaxonData }) {
  const t = useTranslations("taxonomy.detail");
  return (
    <section>
      <h2 className={classes.heading}>{t("synonyms")}</h2>
      {taxon.synonyms.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("noSynonym")}
        </Text>
      ) : (
        <Group gap={6}>
          {taxon.synonyms.map((synonym) => (
            <Pill key={synonym.id}>{synonym.name}</Pill>
          ))}
        </Group>
      )}
    </section>
  );
}
