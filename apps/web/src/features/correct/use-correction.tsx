"use client";
import { Anchor, Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type Correction, isOver, type RunState, uuidV7 } from "@nauplius/domain";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
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

/** How the end of each is told. */
const outcomes = {
  cells: "value",
  set: "row",
  moveObjects: "moved",
  moveAcquisitions: "moved",
  moveSamples: "moved",
  mergeInto: "moved",
  copy: "copied",
  trash: "deleted",
  restore: "restored",
  addField: "column",
  setUnit: "column",
  undo: "undone",
} as const satisfies Record<Correction["do"], string>;

const pollMs = 400;
/** Longer runs are followed on their own page. */
const patienceMs = 30_000;
const readMs = 12_000;

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

/** The notice that offers the way back from the last correction: after the next one it would offer too much. */
let offered: string | null = null;

/** Starts a correction and follows its run; says how it ended, with the way back beside it, and shows everything anew. */
export function useCorrection(projectId: number, onDone?: (run: Run) => void) {
  const t = useTranslations("correct");
  const client = useQueryClient();
  const router = useRouter();
  const say = (run: Run, batchId: string, kind: Correction["do"]) => {
    const { changed = 0, left = 0 } = run.result ?? {};
    if (run.state === "done") {
      const done = t(`done.${outcomes[kind]}`, { changed });
      const text = left > 0 ? `${done}; ${t("left", { left })}` : done;
      const message = (
        <Group justify="space-between" wrap="nowrap">
          <span>{text}</span>
          {changed > 0 && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => {
                notifications.hide(batchId);
                mutation.mutate({ do: "undo", batchId });
              }}
            >
              {t("undo")}
            </Button>
          )}
        </Group>
      );
      if (offered !== null) notifications.hide(offered);
      offered = batchId;
      notifications.show({ id: batchId, color: left > 0 ? "orange" : "green", message, autoClose: readMs });
    } else if (isOver(run.state)) notifications.show({ color: "red", message: run.reason, autoClose: readMs });
    else {
      const to = (chunks: React.ReactNode) => (
        <Anchor component={Link} href={`/runs/${run.id}`} inherit>
          {chunks}
        </Anchor>
      );
      notifications.show({ message: t.rich("goesOn", { id: run.id, run: to }), autoClose: readMs });
    }
  };
  const mutation = useMutation({
    mutationFn: async (correction: Asked) => {
      const batchId = newBatch();
      const { run } = await api<{ run: number }>("POST", `projects/${projectId}/corrections`, { batchId, correction });
      return { run: await follow(run), batchId };
    },
    onSuccess: async ({ run, batchId }, correction) => {
      say(run, batchId, correction.do);
      for (const key of ["correct", "history", "counts"]) await client.invalidateQueries({ queryKey: [key, projectId] });
      await client.invalidateQueries({ queryKey: ["object"] });
      router.refresh();
      if (run.state === "done" || !isOver(run.state)) onDone?.(run);
    },
    onError: (error) => notifications.show({ color: "red", message: sentence(error), autoClose: readMs }),
  });
  return mutation;
}
