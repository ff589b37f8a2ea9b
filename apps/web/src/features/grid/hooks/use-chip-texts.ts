"use client";
import type { Filter } from "@nauplius/domain";
import type { Annotator } from "@nauplius/services";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { api } from "@/components/api.ts";
import { useGrid } from "../context.tsx";
import { useSamples } from "./use-samples.ts";

export type ChipText = { readonly key: string; readonly text: string; readonly without: Partial<Filter> };

const listedNames = 3;

/** The filter in words, part by part. */
export function useChipTexts(filter: Filter): readonly ChipText[] {
  const t = useTranslations("grid.chips");
  const stateNames = useTranslations("site.states");
  const months = useTranslations("grid.filters.month");
  const format = useFormatter();
  const { project, names, may } = useGrid();
  useSyncExternalStore(names.subscribe, names.version, names.version);
  const samples = useSamples(filter.samples !== undefined);
  const people = useQuery({
    queryKey: ["annotators", project.id],
    queryFn: () => api<Annotator[]>("GET", `projects/${project.id}/annotators`),
    staleTime: 60_000,
    enabled: may.member && filter.annotatedBy !== undefined,
  });

  const list = (all: readonly string[]) =>
    all.length <= listedNames
      ? all.join(", ")
      : t("more", { names: all.slice(0, listedNames).join(", "), count: all.length - listedNames });
  const range = (min: number | string | undefined, max: number | string | undefined) => {
    const shown = (v: number | string) => (typeof v === "number" ? format.number(v, { maximumSignificantDigits: 6 }) : v);
    if (min === undefined) return max === undefined ? t("any") : `≤ ${shown(max)}`;
    return max === undefined ? `≥ ${shown(min)}` : `${shown(min)} – ${shown(max)}`;
  };
  const sampleName = (id: number) => samples.data?.find((s) => s.id === id)?.name ?? `#${id}`;
  const { place } = filter;
  const parts: (ChipText | false | undefined)[] = [
    filter.states && { key: "states", text: filter.states.map((s) => stateNames(s)).join(", "), without: { states: undefined } },
    filter.taxa && {
      key: "taxa",
      text: list(filter.taxa.map((id) => names.of(id) ?? `#${id}`)) + (filter.withChildren ? ` ${t("below")}` : ""),
      without: { taxa: undefined, withChildren: undefined },
    },
    filter.samples && {
      key: "samples",
      text: t("samples", { names: list(filter.samples.map(sampleName)) }),
      without: { samples: undefined },
    },
    filter.acquisitions && {
      key: "acquisitions",
      text: t("acquisitions", { count: filter.acquisitions.length }),
      without: { acquisitions: undefined },
    },
    filter.dates && { key: "dates", text: t("dates", { range: range(filter.dates.from, filter.dates.to) }), without: { dates: undefined } },
    filter.months && { key: "months", text: list(filter.months.map((m) => months(`${m}` as "1"))), without: { months: undefined } },
    filter.depth && {
      key: "depth",
      text: t(filter.depth.how === "within" ? "depthWithin" : "depth", { range: range(filter.depth.min, filter.depth.max) }),
      without: { depth: undefined },
    },
    place && {
      key: "place",
      text: t("place", { lat: `${place.south} – ${place.north}`, lon: `${place.west} – ${place.east}` }),
      without: { place: undefined },
    },
    filter.annotatedBy && {
      key: "by",
      text: t(filter.annotatedEver ? "ever" : "by", {
        names: list(filter.annotatedBy.map((id) => people.data?.find((p) => p.id === id)?.name ?? "…")),
      }),
      without: { annotatedBy: undefined, annotatedEver: undefined },
    },
    filter.annotatedAt && {
      key: "at",
      text: t("at", { range: range(filter.annotatedAt.from, filter.annotatedAt.to) }),
      without: { annotatedAt: undefined },
    },
    filter.importedAt && {
      key: "imported",
      text: t("imported", { range: range(filter.importedAt.from, filter.importedAt.to) }),
      without: { importedAt: undefined },
    },
    filter.score && { key: "score", text: t("score", { range: range(filter.score.min, filter.score.max) }), without: { score: undefined } },
    filter.proposed !== undefined && {
      key: "proposed",
      text: t(filter.proposed ? "proposed" : "notProposed"),
      without: { proposed: undefined },
    },
    filter.accepted !== undefined && {
      key: "accepted",
      text: t(filter.accepted ? "accepted" : "notAccepted"),
      without: { accepted: undefined },
    },
    ...(filter.fields ?? []).map((test, at, tests): ChipText => {
      const name = test.field.level === "object" ? test.field.name : `${test.field.level} ${test.field.name}`;
      const rest = filter.fields?.filter((_, i) => i !== at) ?? [];
      const text =
        "contains" in test
          ? t("contains", { name, text: test.contains })
          : "equals" in test
            ? t("equals", { name, text: test.equals })
            : "missing" in test
              ? t(test.missing ? "missing" : "present", { name })
              : `${name} ${range(test.min, test.max)}`;
      return {
        key: `field ${at}`,
        text: filter.anyField && at < tests.length - 1 ? `${text} ${t("or")}` : text,
        without: { fields: rest.length === 0 ? undefined : rest, anyField: rest.length > 1 ? filter.anyField : undefined },
      };
    }),
    filter.like && { key: "like", text: t("like", { count: filter.like.length }), without: { like: undefined } },
    filter.clusters && { key: "clusters", text: t("clusters", { list: filter.clusters.join(", ") }), without: { clusters: undefined } },
    filter.region && { key: "region", text: t("region"), without: { region: undefined } },
    filter.suspect !== undefined && {
      key: "suspect",
      text: t(filter.suspect ? "suspect" : "notSuspect"),
      without: { suspect: undefined },
    },
    (filter.objects ?? filter.originalIds) && {
      key: "ids",
      text: t("ids", { count: (filter.objects?.length ?? 0) + (filter.originalIds?.length ?? 0) }),
      without: { objects: undefined, originalIds: undefined },
    },
  ];
  return parts.filter((part): part is ChipText => typeof part === "object");
}
