"use client";
import { type ProgressPoint, type RunKind, type RunState, runState } from "@nauplius/domain";
import { useEffect, useState } from "react";

/** A run as the API gives it: dates are text. */
export type ShownRun = {
  readonly id: number;
  readonly kind: RunKind;
  readonly state: RunState;
  readonly projectId: number | null;
  /** Who started it; null: nobody with an account. */
  readonly startedBy: string | null;
  /** What was asked for; empty for those who may not see it. */
  readonly input: Readonly<Record<string, unknown>>;
  /** How far it came; of a training its curve. */
  readonly cursor: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly reason: string;
  readonly step: string;
  readonly done: number;
  readonly total: number;
  readonly attempts: number;
  readonly cancelAt: string | null;
  readonly result: Readonly<Record<string, unknown>> | null;
  readonly points?: readonly ProgressPoint[];
};

const keptPoints = 60;

function withPoint(run: ShownRun, before: ShownRun | undefined, at: number): ShownRun {
  const points = [...(before?.points ?? []), { at, done: run.done, total: run.total, step: run.step }];
  return { ...run, points: points.slice(-keptPoints) };
}

/** Runs that change before one's eyes: what the page was given first, then every change from the server. */
export function useRuns(initial: readonly ShownRun[], watch: { projectId?: number }): { runs: ShownRun[]; connected: boolean } {
  const [runs, setRuns] = useState<ReadonlyMap<number, ShownRun>>(() => new Map(initial.map((run) => [run.id, run])));
  const [connected, setConnected] = useState(false);
  const { projectId } = watch;
  useEffect(() => {
    const source = new EventSource(`/api/events${projectId === undefined ? "" : `?projectId=${projectId}`}`);
    source.onopen = () => setConnected(true);
    source.onerror = () => setConnected(false);
    source.onmessage = (message) => {
      const run = JSON.parse(message.data) as ShownRun;
      if (!runState.safeParse(run.state).success) return;
      setRuns((old) => new Map(old).set(run.id, withPoint(run, old.get(run.id), Date.now())));
    };
    return () => source.close();
  }, [projectId]);
  return { runs: [...runs.values()].sort((a, b) => b.id - a.id), connected };
}
