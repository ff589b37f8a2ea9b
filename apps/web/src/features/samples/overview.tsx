"use client";
import { Button, Text, TextInput } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { totalOf } from "@/components/state/bar.tsx";
import { SeaMap } from "@/features/map/map.tsx";
import classes from "./samples.module.css";
import { type ListedSample, SampleTable } from "./table.tsx";

const firstShown = 12;

/** Where the samples are, and the list of them. */
export function SampleOverview({ samples }: { readonly samples: readonly ListedSample[] }) {
  const t = useTranslations("samples");
  const router = useRouter();
  const [find, setFind] = useState("");
  const [all, setAll] = useState(false);
  const most = Math.max(1, ...samples.map((s) => totalOf(s.counts)));
  const points = samples.flatMap((s) =>
    s.latitude === null || s.longitude === null
      ? []
      : [{ id: s.id, name: s.name, latitude: s.latitude, longitude: s.longitude, weight: totalOf(s.counts) / most }],
  );
  const needle = find.trim().toLowerCase();
  const found = needle === "" ? samples : samples.filter((s) => s.name.toLowerCase().includes(needle));
  const shown = all || needle !== "" ? found : found.slice(0, firstShown);
  return (
    <section>
      <h2 className={classes.heading}>{t("samples", { count: samples.length })}</h2>
      {points.length > 0 && <SeaMap label={t("map")} points={points} onPoint={(id) => router.push(`/samples/${id}`)} />}
      {points.length > 1 && (
        <Text size="xs" c="dimmed" mt={4}>
          {t("mapSizes")}
        </Text>
      )}
      {samples.length > firstShown && (
        <TextInput
          mt="sm"
          size="xs"
          placeholder={t("find")}
          aria-label={t("find")}
          value={find}
          onChange={(e) => setFind(e.currentTarget.value)}
        />
      )}
      <SampleTable samples={shown} />
      {needle === "" && samples.length > firstShown && (
        <Button size="compact-sm" variant="subtle" mt={6} onClick={() => setAll(!all)}>
          {all ? t("fewer") : t("all", { count: samples.length })}
        </Button>
      )}
    </section>
  );
}
