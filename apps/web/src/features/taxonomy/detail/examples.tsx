"use client";
import { useTranslations } from "next-intl";
import { VignetteStrip } from "@/components/vignette/strip.tsx";
import { useExamples } from "./use-taxon.ts";

/** What the taxon looks like, in projects that the reader may see. */
export function Examples({ taxon }: { taxon: number }) {
  const t = useTranslations("taxonomy.detail");
  const { data } = useExamples(taxon);
  if (data === undefined || data.length === 0) return null;
  return (
    <section aria-label={t("examples")}>
      <VignetteStrip images={data} edge={84} links />
    </section>
  );
}
