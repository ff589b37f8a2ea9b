"use client";
import { isOver, type RunState } from "@nauplius/domain";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { api } from "@/components/api.ts";
import { newBatch } from "@/features/correct/use-correction.tsx";
import type { Line } from "./types.ts";

type Child = { readonly id: number; readonly name: string };
type Run = {
  readonly id: number;
  readonly state: RunState;
  readonly reason: string;
  readonly result: { readonly children?: readonly Child[]; readonly prediction?: number | null } | null;
};
type Asked =
  | { readonly do: "separate"; readonly object: number; readonly lines: readonly Line[]; readonly drawnOn: "scan" | "vignette" }
  | { readonly do: "join"; readonly project: number; readonly objects: readonly number[] };

const send = (asked: Asked) =>
  asked.do === "separate"
    ? api<{ run: number }>("POST", `objects/${asked.object}/separate`, { batchId: newBatch(), lines: asked.lines, drawnOn: asked.drawnOn })
    : api<{ run: number }>("POST", `projects/${asked.project}/join`, { batchId: newBatch(), objects: asked.objects });

/** Separates or joins, and follows the run to its end. */
export function useDividing(onDone: (children: readonly Child[]) => void = () => {}) {
  const queries = useQueryClient();
  const [run, setRun] = useState<number | null>(null);
  const ask = useMutation({ mutationFn: send, onSuccess: (started) => setRun(started.run) });
  const followed = useQuery({
    queryKey: ["dividing", run],
    enabled: run !== null,
    queryFn: () => api<Run>("GET", `runs/${run}`),
    refetchInterval: ({ state }) => (state.data !== undefined && isOver(state.data.state) ? false : 400),
    gcTime: 0,
  });
  const ended = followed.data !== undefined && isOver(followed.data.state) ? followed.data : null;
  const children = ended?.state === "done" ? (ended.result?.children ?? []) : null;
  const tell = useEffectEvent((made: readonly Child[]) => {
    void queries.invalidateQueries({ queryKey: ["divisions"] });
    onDone(made);
  });
  useEffect(() => {
    if (children !== null) tell(children);
  }, [children]);
  return {
    ask: (asked: Asked) => {
      setRun(null);
      ask.mutate(asked);
    },
    isBusy: ask.isPending || (run !== null && ended === null && followed.error === null),
    children,
    failure: ask.error?.message ?? followed.error?.message ?? (ended !== null && ended.state !== "done" ? ended.reason : null),
  };
}
