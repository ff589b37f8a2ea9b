import { permissions, refusalCodes } from "@nauplius/domain";
import { z } from "zod";
import manifest from "../../package.json" with { type: "json" };
import { type Route, routes } from "./routes.ts";
import { summaries } from "./summaries.ts";

type JsonSchema = { properties?: Record<string, unknown>; required?: string[]; additionalProperties?: unknown };

const inputOf = (route: Route): JsonSchema => z.toJSONSchema(route[2].input, { io: "input", unrepresentable: "any" }) as JsonSchema;

/** Fields of a verb's input that stand in the path, and the rest. */
function split(route: Route): { path: [string, unknown][]; rest: JsonSchema } {
  const schema = inputOf(route);
  const named = [...route[1].matchAll(/:(\w+)/g)].map((m) => m[1] ?? "");
  const properties = schema.properties ?? {};
  const rest = Object.fromEntries(Object.entries(properties).filter(([name]) => !named.includes(name)));
  const required = (schema.required ?? []).filter((name) => !named.includes(name));
  return { path: named.map((name) => [name, properties[name] ?? { type: "string" }]), rest: { ...schema, properties: rest, required } };
}

function operation(route: Route) {
  const [method, , verb] = route;
  const { path, rest } = split(route);
  const inPath = path.map(([name, schema]) => ({ name, in: "path", required: true, schema }));
  const inQuery =
    method === "GET"
      ? Object.entries(rest.properties ?? {}).map(([name, schema]) => ({
          name,
          in: "query",
          required: rest.required?.includes(name) ?? false,
          schema,
        }))
      : [];
  return {
    operationId: verb.name,
    summary: summaries[verb.name] ?? verb.name,
    description: `For: ${permissions[verb.permission]}. Permission: ${verb.permission}.`,
    tags: [verb.name.split(".")[0]],
    parameters: [...inPath, ...inQuery],
    ...(method === "GET" ? {} : { requestBody: { required: true, content: { "application/json": { schema: rest } } } }),
    responses: { "200": { description: "done" }, default: { $ref: "#/components/responses/refusal" } },
  };
}

/** The public API as OpenAPI 3.1, made from the table of routes and the verbs' own schemas: it cannot drift. */
export function openApi(baseUrl: string): object {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = `/${route[1].replace(/:(\w+)/g, "{$1}")}`;
    paths[path] = { ...paths[path], [route[0].toLowerCase()]: operation(route) };
  }
  const problem = {
    type: "object",
    required: ["type", "title", "status"],
    properties: {
      type: { type: "string" },
      title: { type: "string", description: "a whole sentence: what was got, what was expected" },
      status: { type: "integer" },
      code: { type: "string", enum: Object.keys(refusalCodes) },
      faults: { type: "array", items: { type: "object", properties: { path: { type: "string" }, message: { type: "string" } } } },
      details: { type: "object" },
    },
  };
  return {
    openapi: "3.1.0",
    info: {
      title: "Nauplius",
      version: manifest.version,
      description: "Plankton images into data. Sign in with a personal token: `Authorization: Bearer nau_…`.",
      license: { name: "Apache-2.0" },
    },
    servers: [{ url: new URL("/api/v1", baseUrl).href }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      responses: { refusal: { description: "refused", content: { "application/problem+json": { schema: problem } } } },
    },
  };
}
