"use client";
import { notifications } from "@mantine/notifications";
import { sampleId } from "@nauplius/domain";
import type { SampleSummary } from "@nauplius/services";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { useGrid } from "../context.tsx";
import { sampleBeside } from "../model/samples.ts";

const samplesOf = (projectId: number) => ({
  queryKey: ["samples", projectId],
  queryFn: () => api<SampleSummary[]>("GET", `projects/${projectId}/samples`),
  staleTime: 60_000,
});

/** The samples of the project, for what needs their names. */
export const useSamples = (enabled: boolean) => useQuery({ ...samplesOf(useGrid().project.id), enabled });

/** Goes on to the sample beside the one that is looked at; what else is filtered stays. */
export function useSampleKeys() {
  const t = useTranslations("grid");
  const { project, session, view, setView } = useGrid();
  const client = useQueryClient();
  const go = async (by: 1 | -1) => {
    const focus = session.focus();
    const under = focus === null ? null : (session.tiles.get(focus)?.row.sampleId ?? null);
    const samples = await client.ensureQueryData(samplesOf(project.id)).catch(() => []);
    const next = sampleBeside(samples, view.filter, under, by);
    if (next === null) notifications.show({ id: "sample", message: t("noFurtherSample"), color: "gray", autoClose: 3000 });
    else setView({ ...view, filter: { ...view.filter, samples: [sampleId.parse(next.id)] } });
  };
  return { nextSample: () => void go(1), previousSample: () => void go(-1) };
}
