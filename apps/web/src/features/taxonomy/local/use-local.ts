"use client";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/components/api.ts";
import type { PresetData, ProjectTaxaData, RelabelData } from "../types.ts";

export const useProjectTaxa = (projectId: number, initial?: ProjectTaxaData) =>
  useQuery({
    queryKey: ["project-taxa", projectId],
    queryFn: () => api<ProjectTaxaData>("GET", `projects/${projectId}/taxa`),
    initialData: initial,
  });
export const usePreset = (projectId: number) =>
  useQuery({ queryKey: ["project-taxa", projectId, "preset"], queryFn: () => api<PresetData>("GET", `projects/${projectId}/preset`) });
export const useRelabels = (projectId: number) =>
  useQuery({
    queryKey: ["project-taxa", projectId, "relabels"],
    queryFn: () => api<RelabelData[]>("GET", `projects/${projectId}/relabels`),
    // A run that still writes is followed until it ends.
    refetchInterval: (query) =>
      query.state.data?.some((batch) => batch.runState === "queued" || batch.runState === "running") ? 1000 : false,
  });

/** One change, then everything shown of the project's taxa anew; says what was refused. */
export function useAct(projectId: number): { busy: boolean; act: (work: () => Promise<unknown>, done?: string) => Promise<boolean> } {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const act = async (work: () => Promise<unknown>, done?: string): Promise<boolean> => {
    setBusy(true);
    try {
      await work();
      await client.invalidateQueries({ queryKey: ["project-taxa", projectId] });
      await client.invalidateQueries({ queryKey: ["taxon-search"] });
      if (done !== undefined) notifications.show({ color: "green", message: done });
      return true;
    } catch (error) {
      notifications.show({ color: "red", message: error instanceof Error ? error.message : String(error) });
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, act };
}
