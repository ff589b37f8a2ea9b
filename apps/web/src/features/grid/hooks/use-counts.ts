"use client";
import type { Filter, State } from "@nauplius/domain";
import type { TaxonCount, TaxonName } from "@nauplius/services";
import { keepPreviousData, type QueryClient, useQuery } from "@tanstack/react-query";
import { api } from "@/components/api.ts";
import type { Delta } from "../model/tiles.ts";

export type Counts = { readonly counts: readonly TaxonCount[]; readonly taxa: readonly TaxonName[] };

/** The panel shows what the other filters leave: its own choice of taxa and states would hide the rest. */
const besides = ({ taxa: _t, withChildren: _w, states: _s, ...filter }: Filter): Filter => filter;

export const countsKey = (projectId: number, filter: Filter) => ["counts", projectId, JSON.stringify(besides(filter))] as const;

export const useCounts = (projectId: number, filter: Filter) =>
  useQuery({
    queryKey: countsKey(projectId, filter),
    queryFn: ({ signal }) => api<Counts>("POST", `projects/${projectId}/objects/counts`, { filter: besides(filter) }, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

export const useTotal = (projectId: number, filter: Filter, turn: number) =>
  useQuery({
    queryKey: ["count", projectId, JSON.stringify(filter), turn],
    queryFn: ({ signal }) => api<{ objects: number; atLeast: boolean }>("POST", `projects/${projectId}/objects/count`, { filter }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

const moved = (counts: readonly TaxonCount[], taxonId: number, state: State, by: number): TaxonCount[] => {
  const found = counts.some((c) => Number(c.taxonId) === taxonId && c.state === state);
  const next = found
    ? counts.map((c) => (Number(c.taxonId) === taxonId && c.state === state ? { ...c, objects: c.objects + by } : c))
    : [...counts, { taxonId, state, objects: by } as TaxonCount];
  return next.filter((c) => c.objects !== 0);
};

/** Keeps the panel in step with a label that has just been shown on a tile. */
export const applyDelta = (client: QueryClient, projectId: number, filter: Filter, { before, after }: Delta): void => {
  client.setQueryData<Counts>(countsKey(projectId, filter), (old) =>
    old === undefined
      ? old
      : { ...old, counts: moved(moved(old.counts, before.taxonId ?? 0, before.state, -1), after.taxonId ?? 0, after.state, 1) },
  );
};
