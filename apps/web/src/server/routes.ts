import { ecologyRoutes } from "./routes/ecology.ts";
import { importsRoutes } from "./routes/imports.ts";
import { learningRoutes } from "./routes/learning.ts";
import { objectsRoutes } from "./routes/objects.ts";
import { peopleRoutes } from "./routes/people.ts";
import { projectsRoutes } from "./routes/projects.ts";
import type { Route } from "./routes/route.ts";
import { runsRoutes } from "./routes/runs.ts";
import { taxonomyRoutes } from "./routes/taxonomy.ts";
import { togetherRoutes } from "./routes/together.ts";

export type { Method, Route } from "./routes/route.ts";

/** The one table of routes below /api/v1: dispatch, OpenAPI and the permission matrix derive from it. */
export const routes: readonly Route[] = [
  ...projectsRoutes,
  ...objectsRoutes,
  ...importsRoutes,
  ...peopleRoutes,
  ...taxonomyRoutes,
  ...learningRoutes,
  ...runsRoutes,
  ...ecologyRoutes,
  ...togetherRoutes,
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
