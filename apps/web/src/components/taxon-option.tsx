"use client";
import { Badge, Text } from "@mantine/core";
import type { TaxonChoice } from "@nauplius/services";
import { useTranslations } from "next-intl";
import classes from "./taxon-picker.module.css";

/** The name, its parents where needed, and why it answered. */
export function TaxonLabel({ taxon }: { taxon: TaxonChoice }) {
  const t = useTranslations("taxonomy.picker");
  const rest = taxon.displayName.slice(taxon.name.length);
  return (
    <>
      <span className={classes.name} data-kind={taxon.kind} data-status={taxon.status}>
        {taxon.name}
        <span className={classes.parents}>{rest}</span>
        {rest === "" && taxon.parent !== null && <span className={classes.within}>{taxon.parent}</span>}
      </span>
      {taxon.synonym !== undefined && (
        <Text span size="xs" c="dimmed" className={classes.why}>
          {t("alsoCalled", { name: taxon.synonym })}
        </Text>
      )}
      {taxon.replacedBy !== undefined && (
        <Text span size="xs" className={classes.why}>
          {t("nowCalled", { name: taxon.replacedBy.displayName })}
        </Text>
      )}
      <span className={classes.marks}>
        {taxon.status === "deprecated" && (
          <Badge size="xs" variant="light" color="orange" radius="sm">
            {t("deprecated")}
          </Badge>
        )}
        {taxon.isLocal && (
          <Badge size="xs" variant="light" color="grape" radius="sm">
            {t("local")}
          </Badge>
        )}
        {taxon.isRecent && <span className={classes.mark}>{t("recent")}</span>}
        {!taxon.isRecent && taxon.isPreset && <span className={classes.mark}>{t("preset")}</span>}
        {taxon.matched === "fuzzy" && <span className={classes.mark}>{t("similar")}</span>}
      </span>
    </>
  );
}
