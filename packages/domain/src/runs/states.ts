import { z } from "zod";

/** `asking` waits for a person's answers; done, refused (do not retry), failed (retry) and cancelled are ends; lost: the worker died, the sweep takes it up again. */
export const runStates = ["queued", "running", "asking", "done", "refused", "failed", "cancelled", "lost"] as const;
export type RunState = (typeof runStates)[number];
export const runState = z.enum(runStates);

export const isActive = (s: RunState): boolean => s === "queued" || s === "running" || s === "lost";
export const isOver = (s: RunState): boolean => s === "done" || s === "refused" || s === "failed" || s === "cancelled";
export const mayCancel = (s: RunState): boolean => !isOver(s);
export const mayRetry = (s: RunState): boolean => s === "failed" || s === "cancelled" || s === "refused";
/** What a worker may take up; `running` only when its heartbeat is old, which the claim checks. */
export const mayClaim = (s: RunState): boolean => s === "queued" || s === "lost";
