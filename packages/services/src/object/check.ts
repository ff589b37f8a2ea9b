import { type Filter, refuse } from "@nauplius/domain";
import { type Grant, sightOf } from "../access.ts";

export const unknownColumns = (names: readonly string[]) =>
  refuse("invalid", `this project has no column ${names.join(", ")}`, {
    faults: names.map((path) => ({ path, message: "unknown column" })),
  });

/** What the public may not ask: who annotated would come out by trying names. */
export const checkFilter = (grant: Grant, filter: Filter) =>
  sightOf(grant).validatedOnly && filter.annotatedBy !== undefined
    ? refuse("forbidden", "who annotated is shown to members of the project only")
    : null;
