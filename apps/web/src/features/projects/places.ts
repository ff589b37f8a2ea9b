import { allows, type Permission, type Standing } from "@nauplius/domain";

/** The pages of a project, in the order of its tabs. `needs`: who sees the tab; the page's own verb decides again. */
export const places = [
  { id: "overview", path: "", needs: "project.read" },
  { id: "objects", path: "/objects", needs: "object.read" },
  { id: "taxa", path: "/taxa", needs: "project.counts" },
  { id: "statistics", path: "/statistics", needs: "statistics.read" },
  { id: "spaces", path: "/spaces", needs: "statistics.read" },
  { id: "import", path: "/import", needs: "import.run" },
  { id: "checks", path: "/checks", needs: "check.read" },
  { id: "export", path: "/export", needs: "export.run" },
  { id: "table", path: "/table", needs: "correct.run" },
  { id: "opinions", path: "/opinions", needs: "opinion.read" },
  { id: "practice", path: "/practice", needs: "practice.take" },
  { id: "work", path: "/work", needs: "assignment.manage" },
  { id: "history", path: "/history", needs: "history.read" },
  { id: "runs", path: "/runs", needs: "run.read" },
  { id: "members", path: "/members", needs: "project.team" },
] as const satisfies readonly { id: string; path: string; needs: Permission }[];

export type PlaceId = (typeof places)[number]["id"];

export const placesFor = (standing: Standing): PlaceId[] =>
  places.filter((place) => allows(place.needs, standing)).map((place) => place.id);
