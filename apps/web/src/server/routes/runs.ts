import { allRuns, answerRun, cancelRun, listRuns, listWorkers, myRuns, readRun, readRunLog, retryRun } from "@nauplius/services";
import type { Route } from "./route.ts";

/** Runs and workers. */
export const runsRoutes: readonly Route[] = [
  ["GET", "projects/:projectId/runs", listRuns],
  ["GET", "runs", myRuns],
  ["GET", "runs/:runId", readRun],
  ["GET", "runs/:runId/log", readRunLog],
  ["POST", "runs/:runId/cancel", cancelRun],
  ["POST", "runs/:runId/retry", retryRun],
  ["POST", "runs/:runId/answers", answerRun],
  ["GET", "admin/runs", allRuns],
  ["GET", "admin/workers", listWorkers],
];
