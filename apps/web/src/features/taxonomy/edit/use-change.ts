"use client";
import { notifications } from "@mantine/notifications";
import type { TaxonChange } from "@nauplius/domain";
import type { ChangePreview } from "@nauplius/services";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { useForgetTaxa } from "../detail/use-taxon.ts";
import type { TaxonData } from "../types.ts";

type Done = { readonly eventId: number; readonly renamed: number; readonly movedChildren: number; readonly runId: number | null };

const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What a change would touch, asked before it is made. */
export const usePreview = (taxon: TaxonData) =>
  useMutation({
    mutationFn: (change: TaxonChange) => api<ChangePreview>("POST", `taxa/${taxon.id}/preview`, { version: taxon.version, change }),
  });

/** Makes a change, and tells where its run is when it goes on. */
export function useChange(taxon: TaxonData, onDone: () => void) {
  const t = useTranslations("taxonomy.edit");
  const forget = useForgetTaxa();
  return useMutation({
    mutationFn: (change: TaxonChange) => api<Done>("POST", `taxa/${taxon.id}/changes`, { version: taxon.version, change }),
    onSuccess: async (done) => {
      // What is shown comes from the queries that are forgotten. A refresh of the page would come to its end a moment later, and take whoever
      // has gone on to another taxon meanwhile back to this one.
      await forget();
      notifications.show({ message: done.runId === null ? t("done") : t("running", { run: done.runId }), color: "green" });
      onDone();
    },
    onError: (error) => notifications.show({ color: "red", message: sentence(error) }),
  });
}
