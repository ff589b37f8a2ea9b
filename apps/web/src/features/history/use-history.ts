"use client";
import { notifications } from "@mantine/notifications";
import type { CorrectedRow, LabelledRow } from "@nauplius/services";
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import type { BatchData } from "@/features/correct/types.ts";
import { newBatch, sentence } from "@/features/correct/use-correction.tsx";
import type { Wire } from "@/server/wire.ts";

export type HistoryFilter = {
  readonly by?: string | undefined;
  readonly kind?: string | undefined;
  readonly taxon?: number | undefined;
  readonly how?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};
type Page = {
  readonly batches: BatchData[];
  readonly more: boolean;
  readonly people: readonly { readonly id: string; readonly name: string }[];
};
type Place = readonly [at: string, id: string];

export const useHistoryList = (projectId: number, filter: HistoryFilter) =>
  useInfiniteQuery({
    queryKey: ["history", projectId, "list", filter],
    queryFn: ({ pageParam }) =>
      api<Page>("POST", `projects/${projectId}/history/query`, { ...filter, ...(pageParam === null ? {} : { before: pageParam }) }),
    // While a filter is answered, what was there stays.
    placeholderData: keepPreviousData,
    initialPageParam: null as Place | null,
    getNextPageParam: (last): Place | undefined => {
      const end = last.batches.at(-1);
      return last.more && end !== undefined ? [end.at, end.id] : undefined;
    },
  });

type Rows = {
  readonly batch: BatchData;
  readonly labels: Wire<LabelledRow>[];
  readonly edits: Wire<CorrectedRow>[];
  readonly more: boolean;
};

export const useBatchRows = (projectId: number, batchId: string | null) =>
  useInfiniteQuery({
    queryKey: ["history", projectId, "batch", batchId],
    queryFn: ({ pageParam }) => api<Rows>("GET", `projects/${projectId}/history/${batchId}?after=${pageParam}`),
    enabled: batchId !== null,
    initialPageParam: 0,
    getNextPageParam: (last) => (last.more ? (last.edits.at(-1)?.id ?? last.labels.at(-1)?.id) : undefined),
  });

type Reverted = { readonly runId: number | null; readonly changed: number; readonly left: number };

/** Takes somebody's labels back, sparing what others did since. */
export function useRevert(projectId: number) {
  const t = useTranslations("history");
  const client = useQueryClient();
  return useMutation({
    mutationFn: (of: string) => api<Reverted>("POST", `projects/${projectId}/history/${of}/revert`, { batchId: newBatch() }),
    onSuccess: async (done) => {
      await client.invalidateQueries({ queryKey: ["history", projectId] });
      const message = done.runId === null ? t("reverted", { changed: done.changed, left: done.left }) : t("reverting", { run: done.runId });
      notifications.show({ color: "green", message });
    },
    onError: (error) => notifications.show({ color: "red", message: sentence(error) }),
  });
}
