import {
  allRuns,
  answerRun,
  cancelRun,
  countObjects,
  createProject,
  deleteView,
  editProject,
  findObjects,
  labelByFilter,
  labelObjects,
  listFields,
  listObjects,
  listProjects,
  listRuns,
  listSamples,
  listViews,
  listWorkers,
  myRuns,
  nameTaxa,
  objectHistory,
  objectNeighbours,
  projectAnnotators,
  projectCounts,
  projectMemberCount,
  readAcquisition,
  readObject,
  readPreferences,
  readProject,
  readRun,
  readRunLog,
  readSample,
  redo,
  retryRun,
  saveView,
  searchTaxa,
  undo,
  type Verb,
  viewCounts,
  writePreferences,
} from "@nauplius/services";

export type Method = "GET" | "POST" | "PATCH" | "DELETE" | "PUT";
/** `:name` in a path becomes a field of the verb's input; the rest comes from the query (GET) or the JSON body. */
export type Route = readonly [method: Method, path: string, verb: Verb<never, unknown>];

/** The one table of routes below /api/v1: dispatch, OpenAPI and the permission matrix derive from it. */
export const routes: readonly Route[] = [
  ["GET", "projects", listProjects],
  ["POST", "projects", createProject],
  ["GET", "projects/:projectId", readProject],
  ["PATCH", "projects/:projectId", editProject],
  ["GET", "projects/:projectId/counts", projectCounts],
  ["POST", "projects/:projectId/objects/query", listObjects],
  ["POST", "projects/:projectId/objects/count", countObjects],
  ["POST", "projects/:projectId/objects/counts", viewCounts],
  ["POST", "projects/:projectId/objects/find", findObjects],
  ["POST", "projects/:projectId/objects/neighbours", objectNeighbours],
  ["GET", "projects/:projectId/fields", listFields],
  ["GET", "projects/:projectId/samples", listSamples],
  ["GET", "projects/:projectId/annotators", projectAnnotators],
  ["GET", "projects/:projectId/member-count", projectMemberCount],
  ["GET", "projects/:projectId/views", listViews],
  ["POST", "projects/:projectId/views", saveView],
  ["DELETE", "views/:viewId", deleteView],
  ["GET", "projects/:projectId/preferences", readPreferences],
  ["PATCH", "projects/:projectId/preferences", writePreferences],
  ["POST", "projects/:projectId/labels", labelObjects],
  ["POST", "projects/:projectId/labels/by-filter", labelByFilter],
  ["POST", "projects/:projectId/undo", undo],
  ["POST", "projects/:projectId/redo", redo],
  ["GET", "projects/:projectId/runs", listRuns],
  ["GET", "objects/:objectId", readObject],
  ["GET", "objects/:objectId/history", objectHistory],
  ["GET", "samples/:sampleId", readSample],
  ["GET", "acquisitions/:acquisitionId", readAcquisition],
  ["GET", "taxon-names", nameTaxa],
  ["GET", "taxa/search", searchTaxa],
  ["GET", "runs", myRuns],
  ["GET", "runs/:runId", readRun],
  ["GET", "runs/:runId/log", readRunLog],
  ["POST", "runs/:runId/cancel", cancelRun],
  ["POST", "runs/:runId/retry", retryRun],
  ["POST", "runs/:runId/answers", answerRun],
  ["GET", "admin/runs", allRuns],
  ["GET", "admin/workers", listWorkers],
];

/** The route of a request, with what its path says. */
export function matchRoute(method: string, path: readonly string[]): { route: Route; params: Record<string, string> } | null {
  for (const route of routes) {
    const parts = route[1].split("/");
    if (route[0] !== method || parts.length !== path.length) continue;
    const params: Record<string, string> = {};
    const fits = parts.every((part, i) => {
      const got = path[i] ?? "";
      if (part.startsWith(":")) params[part.slice(1)] = got;
      return part.startsWith(":") || part === got;
    });
    if (fits) return { route, params };
  }
  return null;
}
