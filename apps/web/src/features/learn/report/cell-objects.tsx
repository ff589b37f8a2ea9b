"use client";
import { Alert, Loader, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import classes from "../learn.module.css";
import type { CellObject } from "../types.ts";

type Props = { readonly modelId: number; readonly cell: { truth: number; predicted: number }; readonly names: readonly string[] };

/** The objects of one cell of the confusion matrix, the most certain first. */
export function CellObjects({ modelId, cell, names }: Props) {
  const t = useTranslations("learn.report");
  const format = useFormatter();
  const { truth, predicted } = cell;
  const { data, error } = useQuery({
    queryKey: ["model-cell", modelId, truth, predicted],
    queryFn: ({ signal }) => api<CellObject[]>("GET", `models/${modelId}/cell?truth=${truth}&predicted=${predicted}`, undefined, signal),
  });
  return (
    <section id="cell">
      <Title order={2} size="h4" mb="xs">
        {t("cell", { truth: names[truth] ?? "", predicted: names[predicted] ?? "" })}
      </Title>
      {data === undefined && error === null && <Loader size="sm" />}
      {error !== null && <Alert color="red">{error.message}</Alert>}
      {data?.length === 0 && <Text c="dimmed">{t("cellEmpty")}</Text>}
      <div className={classes.objects}>
        {data?.map((object) => (
          <Link key={object.id} href={`/objects/${object.id}`} className={classes.object} title={`${object.project} · ${object.sample}`}>
            {object.vignetteId !== null && <img src={`/api/vignettes/${object.vignetteId}`} alt={object.originalId} loading="lazy" />}
            <span>{format.number(object.score, { style: "percent" })}</span>
          </Link>
        ))}
      </div>
    </section>
  );
}
