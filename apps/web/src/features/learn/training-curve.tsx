"use client";
import { Card, Title } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Chart } from "@/components/chart.tsx";
import { curveOption } from "./report/options.ts";

type Epoch = { readonly epoch: number; readonly trainLoss: number; readonly logLoss: number };

const isEpoch = (value: unknown): value is Epoch =>
  typeof value === "object" && value !== null && "epoch" in value && "trainLoss" in value && "logLoss" in value;

/** The loss of a training while it goes on, from its run. */
export function TrainingCurve({ cursor }: { readonly cursor: Readonly<Record<string, unknown>> }) {
  const t = useTranslations("learn.curve");
  const { history } = cursor;
  const epochs = useMemo(() => (Array.isArray(history) ? history.filter(isEpoch) : []), [history]);
  const option = useMemo(
    () => curveOption(epochs, { epoch: t("epoch"), training: t("training"), validation: t("validation") }),
    [epochs, t],
  );
  const last = epochs.at(-1);
  if (last === undefined) return null;
  return (
    <Card withBorder padding="sm">
      <Title order={2} size="h5" mb="xs">
        {t("title")}
      </Title>
      <Chart option={option} height={260} title={t("title")} label={t("label", { epoch: last.epoch, loss: last.logLoss })} />
    </Card>
  );
}
