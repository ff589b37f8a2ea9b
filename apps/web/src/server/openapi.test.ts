import { expect, test } from "vitest";
import { openApi } from "./openapi.ts";
import { routes } from "./routes.ts";
import { summaries } from "./summaries.ts";

type Document = { paths: Record<string, Record<string, { operationId: string; parameters: { name: string; in: string }[] }>> };
const document = openApi("https://plankton.example") as Document;

test("every route of the table is an operation, under one name each", () => {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  expect(operations).toHaveLength(routes.length);
  expect(new Set(operations.map((o) => o.operationId)).size).toBe(routes.length);
});

test("what stands in a path is a parameter of the path", () => {
  for (const [path, methods] of Object.entries(document.paths))
    for (const { parameters } of Object.values(methods))
      expect(parameters.filter((p) => p.in === "path").map((p) => `{${p.name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
});

test("every operation says in words what it does, and no words are of none", () => {
  const names = routes.map(([, , verb]) => verb.name);
  expect(names.filter((name) => summaries[name] === undefined)).toEqual([]);
  expect(Object.keys(summaries).filter((name) => !names.includes(name))).toEqual([]);
});
