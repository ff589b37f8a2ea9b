"use client";
import { notifications } from "@mantine/notifications";
import type { TaxonChange } from "@nauplius/domain";
import type { ChangePreview } from "@nauplius/services";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
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
  const router = useRouter();
  return useMutation({
    mutationFn: (change: TaxonChange) => api<Done>("POST", `taxa/${taxon.id}/changes`, { version: taxon.version, change }),
    onSuccess: async (done) => {
      await forget();
      router.refresh();
      notifications.show({ message: done.runId === null ? t("done") : t("running", { run: done.runId }), color: "green" });
      onDone();
    },
    onError: (error) => notifications.show({ color: "red", message: sentence(error) }),
  });
}
