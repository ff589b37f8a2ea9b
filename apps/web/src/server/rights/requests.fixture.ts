import {
  campaignCsv,
  deleteUpload,
  exportFile,
  mapPoints,
  pageOfVignettes,
  plateFile,
  problemsCsv,
  readVignette,
  spaceFile,
  startTaxonomyLoad,
  type Verb,
} from "@nauplius/services";
import { examples, type House, type Land } from "@nauplius/services/rights";
import { type Method, type Route, routes } from "../routes.ts";

type AnyVerb = Verb<never, unknown>;
export type Asked = {
  readonly path: string;
  readonly init: { readonly method: string; readonly headers?: Record<string, string>; readonly body?: string };
};

/** One way to ask for one thing, and the verb whose right it needs. */
export type Case = {
  readonly name: string;
  readonly verb: Pick<AnyVerb, "name" | "permission" | "inProject">;
  /** Changes nothing, so that everybody with the right can try it. */
  readonly reads: boolean;
  readonly ask: (h: House, land: Land) => Asked;
  /** What else than an answer somebody with the right may get: the world gives them nothing to do. */
  readonly but: readonly string[];
};

const json = { "content-type": "application/json" };
const onlyAsks = /\/(query|count|counts|find|neighbours|preview|rows|read)$/;

/** A route of the table with the example of its verb: fields that the path names go there, the rest where the method has room. */
function caseOf([method, path, verb]: Route): Case {
  const example = examples[verb.name];
  if (example === undefined) throw new Error(`no example request for ${verb.name}`);
  const inProject = verb.inProject && example.site !== true;
  return {
    name: `${method} /api/v1/${path}`,
    verb: { name: verb.name, permission: verb.permission, inProject },
    reads: method === "GET" || onlyAsks.test(path),
    ask: (h, land) => askedOf(method, path, example.input(h, land) as Record<string, unknown>),
    but: example.but ?? [],
  };
}

export function askedOf(method: Method, path: string, input: Readonly<Record<string, unknown>>): Asked {
  const rest = { ...input };
  const filled = path.split("/").map((part) => {
    if (!part.startsWith(":")) return part;
    const value = rest[part.slice(1)];
    if (value === undefined) throw new Error(`the example for ${path} has no ${part}`);
    delete rest[part.slice(1)];
    return encodeURIComponent(String(value));
  });
  const at = `/api/v1/${filled.join("/")}`;
  if (method !== "GET") return { path: at, init: { method, headers: json, body: JSON.stringify(rest) } };
  const query = new URLSearchParams(
    Object.entries(rest).map(([key, value]) => [key, typeof value === "object" ? JSON.stringify(value) : String(value)]),
  );
  return { path: query.size === 0 ? at : `${at}?${query}`, init: { method } };
}

const get = (path: string): Asked => ({ path, init: { method: "GET" } });
const tus = { "tus-resumable": "1.0.0" };
const runs = { name: "events", permission: "run.read", inProject: true } as const;
const uploads = { ...deleteUpload, name: "uploads" };

/** What is no verb below /api/v1, by the file that answers it. */
const others: Readonly<Record<string, readonly Case[]>> = {
  "/api/vignettes/[id]": [one("GET a vignette", readVignette, (h) => get(`/api/vignettes/${h.vignetteId}`))],
  "/api/vignettes/[id]/original": [one("GET an original", readVignette, (h) => get(`/api/vignettes/${h.vignetteId}/original`))],
  "/api/vignettes": [
    one("POST for a page of vignettes", pageOfVignettes, (h) => ({
      path: "/api/vignettes",
      init: { method: "POST", headers: json, body: JSON.stringify({ objects: h.objects }) },
    })),
  ],
  "/api/campaign": [one("GET a campaign as CSV", campaignCsv, () => get("/api/campaign"))],
  "/api/exports/[runId]/[name]": [one("GET a file of an export", exportFile, (h) => get(`/api/exports/${h.runs.done}/none.csv`))],
  "/api/plates/[runId]/[name]": [one("GET a file of a plate", plateFile, (h) => get(`/api/plates/${h.runs.plate}/none.pdf`))],
  "/api/spaces/[spaceId]/[name]": [one("GET a table of a space", spaceFile, (h) => get(`/api/spaces/${h.spaceId}/axes.csv`))],
  "/api/maps/[mapId]/points": [one("GET the points of a map", mapPoints, (h) => get(`/api/maps/${h.mapId}/points`))],
  "/api/imports/[runId]/problems": [one("GET problems as CSV", problemsCsv, (h) => get(`/api/imports/${h.runs.failed}/problems`))],
  "/api/events": [
    one("GET events of a project", runs, (h) => get(`/api/events?projectId=${h.projectId}`)),
    one("GET events of one's own", { ...runs, permission: "people.self", inProject: false }, () => get("/api/events")),
  ],
  "/api/taxonomy": [
    {
      ...one("POST a taxonomy", startTaxonomyLoad, () => ({
        path: "/api/taxonomy?file=taxa.tsv",
        init: { method: "POST", body: "id\tparent\tname\n" },
      })),
      reads: false,
    },
  ],
  // Uploads are their owner's: for everybody else they do not exist, whatever their project.
  "/api/uploads/[[...path]]": [
    {
      ...one("HEAD an upload", uploads, (h) => ({ path: `/api/uploads/${h.uploadId}`, init: { method: "HEAD", headers: tus } })),
      but: ["notFound"],
    },
    {
      ...one("PATCH an upload", uploads, (h) => ({
        path: `/api/uploads/${h.uploadId}`,
        init: { method: "PATCH", headers: { ...tus, "upload-offset": "0", "content-type": "application/offset+octet-stream" }, body: "x" },
      })),
      but: ["notFound"],
    },
    {
      ...one("DELETE an upload", uploads, (h) => ({ path: `/api/uploads/${h.uploadId}`, init: { method: "DELETE", headers: tus } })),
      but: ["notFound"],
    },
    {
      ...one("POST an upload", uploads, () => ({
        path: "/api/uploads",
        init: { method: "POST", headers: { ...tus, "upload-length": "3", "upload-metadata": `filename ${btoa("a.zip")}` } },
      })),
      reads: false,
    },
  ],
  "/api/health": [one("GET health", { name: "health", permission: "site.health", inProject: false }, () => get("/api/health"))],
  "/api/openapi.json": [
    one("GET the description", { name: "openapi", permission: "site.read", inProject: false }, () => get("/api/openapi.json")),
  ],
  "/metrics": [one("GET metrics", { name: "metrics", permission: "workers.read", inProject: false }, () => get("/metrics"))],
};

function one(name: string, verb: Pick<AnyVerb, "name" | "permission" | "inProject">, ask: Case["ask"]): Case {
  return { name, verb, reads: true, ask, but: examples[verb.name]?.but ?? [] };
}

/** Handlers whose rights are another library's matter, tried where it is. */
const elsewhere = ["/api/auth/[...all]", "/api/v1/[...path]"];

export const cases: readonly Case[] = [...routes.map(caseOf), ...Object.values(others).flat()];
export const knownHandlers: readonly string[] = [...elsewhere, ...Object.keys(others)];
