"use client";
import { useDebouncedValue } from "@mantine/hooks";
import type { TaxonChoice } from "@nauplius/services";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "./api.ts";

/** Waits for a pause between keys, short enough that nobody notices. */
const pauseMs = 60;

export type TaxonSearch = {
  readonly taxa: readonly TaxonChoice[];
  /** The answer shown belongs to the text typed, not to one before it. */
  readonly isCurrent: boolean;
  readonly failed: boolean;
};

/** Taxa for a text as it is typed; without a text, the person's recent ones and the project's preset. */
export function useTaxonSearch(text: string, { projectId, enabled }: { projectId?: number; enabled: boolean }): TaxonSearch {
  const [settled] = useDebouncedValue(text, pauseMs);
  const query = useQuery({
    queryKey: ["taxon-search", projectId ?? null, settled],
    queryFn: async ({ signal }) => {
      const words = new URLSearchParams({ q: settled, ...(projectId === undefined ? {} : { projectId: String(projectId) }) });
      return { text: settled, ...(await api<{ taxa: TaxonChoice[] }>("GET", `taxa/search?${words}`, undefined, signal)) };
    },
    placeholderData: keepPreviousData,
    enabled,
  });
  return { taxa: query.data?.taxa ?? [], isCurrent: query.data?.text === text && !query.isPlaceholderData, failed: query.isError };
}
