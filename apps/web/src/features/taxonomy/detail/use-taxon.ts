"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { api } from "@/components/api.ts";
import type { ExampleData, PlacesData, TaxonData, TaxonEvent } from "../types.ts";

const within = (projectId: number | undefined): string => (projectId === undefined ? "" : `?projectId=${projectId}`);

export const useTaxon = (id: number, initial?: TaxonData) =>
  useQuery({ queryKey: ["taxon", id], queryFn: () => api<TaxonData>("GET", `taxa/${id}`), initialData: initial });

export const usePlaces = (id: number, projectId?: number) =>
  useQuery({
    queryKey: ["taxon", id, "places", projectId ?? null],
    queryFn: () => api<PlacesData>("GET", `taxa/${id}/places${within(projectId)}`),
  });

export const useExamples = (id: number) =>
  useQuery({ queryKey: ["taxon", id, "examples"], queryFn: () => api<ExampleData[]>("GET", `taxa/${id}/examples`) });

export const useHistory = (id: number) =>
  useQuery({ queryKey: ["taxon", id, "history"], queryFn: () => api<TaxonEvent[]>("GET", `taxa/${id}/history`) });

/** After a change everything shown of taxa is asked again. */
export function useForgetTaxa(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(async () => {
    await Promise.all([client.invalidateQueries({ queryKey: ["taxon"] }), client.invalidateQueries({ queryKey: ["taxon-search"] })]);
  }, [client]);
}
