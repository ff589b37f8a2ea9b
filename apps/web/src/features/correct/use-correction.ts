"use client";
import { notifications } from "@mantine/notifications";
import { type Correction, isOver, type RunState, uuidV7 } from "@nauplius/domain";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import type { PreviewData } from "./types.ts";

type Run = {
  readonly id: number;
  readonly state: RunState;
  readonly reason: string;
  readonly result: { readonly changed?: number; readonly left?: number; readonly project?: number } | null;
};

export const newBatch = (): string => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
/** What a form of the page sends: ids are checked on the server. */
export type Asked = Correction | { readonly do: Correction["do"]; readonly [name: string]: unknown };

const pollMs = 400;
/** Longer runs are followed on their own page. */
const patienceMs = 30_000;

export const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function follow(run: number): Promise<Run> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const now = await api<Run>("GET", `runs/${run}`);
    if (isOver(now.state) || Date.now() > until) return now;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

export const usePreviewOf = (projectId: number) =>
  useMutation({ mutationFn: (correction: Asked) => api<PreviewData>("POST", `projects/${projectId}/corrections/preview`, { correction }) });

/** Starts a correction and follows its run; says how it ended, and shows everything anew. */
export function useCorrection(projectId: number, onDone?: (run: Run) => void) {
  const t = useTranslations("correct");
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: async (correction: Asked) => {
      const { run } = await api<{ run: number }>("POST", `projects/${projectId}/corrections`, { batchId: newBatch(), correction });
      return follow(run);
    },
    onSuccess: async (run) => {
      if (run.state === "done") {
        const { changed = 0, left = 0 } = run.result ?? {};
        notifications.show({ color: "green", message: left > 0 ? t("doneLeft", { changed, left }) : t("done", { changed }) });
      } else if (isOver(run.state)) notifications.show({ color: "red", message: run.reason, autoClose: 12_000 });
      else notifications.show({ message: t("goesOn", { run: run.id }) });
      await client.invalidateQueries({ queryKey: ["correct", projectId] });
      await client.invalidateQueries({ queryKey: ["history", projectId] });
      router.refresh();
      if (run.state === "done") onDone?.(run);
    },
    onError: (error) => notifications.show({ color: "red", message: sentence(error), autoClose: 12_000 }),
  });
}
