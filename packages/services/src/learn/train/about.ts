import type { ProjectRow } from "@nauplius/db";
import type { Training } from "../ports.ts";

/** What the manifest and the card of a model say of the projects that it learned from. Whoever is signed in reads them: a private project is
 *  counted, not named. */
export function aboutProjects(projects: readonly ProjectRow[]): Training["about"]["data"] & { readonly citations: readonly string[] } {
  const told = projects.filter(({ access }) => access !== "private");
  const untold = projects.length - told.length;
  const hidden = untold === 0 ? [] : [untold === 1 ? "a private project" : `${untold} private projects`];
  return {
    name: `validated objects of ${[...told.map(({ title }) => title), ...hidden].join(", ")}`,
    origin: "Validated by the people of these projects.",
    licence: [...new Set(projects.map(({ licence }) => licence || "not told"))].join(", "),
    citations: told.flatMap(({ citation }) => (citation === "" ? [] : [citation])),
  };
}
