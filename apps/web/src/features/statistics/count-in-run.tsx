"use client";
import { Alert, Button } from "@mantine/core";
import { isActive } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ApiRefusal, api } from "@/components/api.ts";
import { RunCard } from "@/components/run/card.tsx";
import { useRuns } from "@/components/run/use-runs.ts";
import type { Counting } from "./types.ts";
import { askedFor, type useQuantities } from "./use-quantities.ts";

type Props = { readonly projectId: number; readonly counting: Counting; readonly quantities: ReturnType<typeof useQuantities> };

/** Why there are no figures; where there are too many objects for a page to wait for, a run counts them before one's eyes. */
export function CountInRun({ projectId, counting, quantities: { error, refetch } }: Props) {
  const t = useTranslations("statistics");
  const { runs } = useRuns([], { projectId });
  const [asked, setAsked] = useState<number | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const run = runs.find(({ id }) => id === asked);
  const isDone = run?.state === "done";
  useEffect(() => {
    if (isDone) void refetch();
  }, [isDone, refetch]);
  const count = async () => {
    try {
      setAsked((await api<{ run: number }>("POST", `projects/${projectId}/quantities/runs`, askedFor(counting))).run);
    } catch (fault) {
      setRefused(fault instanceof Error ? fault.message : String(fault));
    }
  };
  const isLarge = error instanceof ApiRefusal && error.code === "tooLarge";
  return (
    <Alert color="orange">
      {refused ?? error?.message}
      {isLarge && (run === undefined || !isActive(run.state)) && (
        <Button size="xs" ml="md" onClick={() => void count()}>
          {t("countNow")}
        </Button>
      )}
      {run !== undefined && <RunCard run={run} rights="none" />}
    </Alert>
  );
}
