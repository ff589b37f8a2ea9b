import {
  correctionRows,
  createProject,
  editProject,
  listProjects,
  previewCorrection,
  projectCounts,
  projectHistoryList,
  readHistoryBatch,
  readProject,
  readTrash,
  restoreProject,
  revertBatch,
  startCorrection,
  trashedProjects,
  trashProject,
} from "@nauplius/services";
import type { Route } from "./route.ts";

/** Projects, their corrections, history and trash. */
export const projectsRoutes: readonly Route[] = [
  ["GET", "projects", listProjects],
  ["POST", "projects", createProject],
  ["GET", "projects/:projectId", readProject],
  ["PATCH", "projects/:projectId", editProject],
  ["GET", "projects/:projectId/counts", projectCounts],
  ["POST", "projects/:projectId/corrections", startCorrection],
  ["POST", "projects/:projectId/corrections/preview", previewCorrection],
  ["POST", "projects/:projectId/corrections/rows", correctionRows],
  ["POST", "projects/:projectId/history/query", projectHistoryList],
  ["GET", "projects/:projectId/history/:batchId", readHistoryBatch],
  ["POST", "projects/:projectId/history/:of/revert", revertBatch],
  ["GET", "projects/:projectId/trash", readTrash],
  ["POST", "projects/:projectId/delete", trashProject],
  ["POST", "projects/:projectId/restore", restoreProject],
  ["GET", "trashed-projects", trashedProjects],
];
