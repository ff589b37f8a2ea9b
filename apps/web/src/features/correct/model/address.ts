import { defaultSort, type Filter, type Level, levels } from "@nauplius/domain";
import { hrefOf } from "../../grid/model/view-address.ts";

/** The table of a level: of all its rows, or of those that belong to a view of the objects. */
export function tableHref(projectId: number, level: Level, filter: Filter = {}): string {
  const view = hrefOf({ filter, sort: defaultSort }, {});
  const mark = view === "" ? "?" : `${view}&`;
  return `/projects/${projectId}/table${mark}level=${level}`;
}

/** The level that an address names, whether it stands before or behind the `#`. */
export function levelOf(search: string, hash: string): Level {
  const named = new URLSearchParams(hash.length > 1 ? hash.slice(1) : search).get("level");
  return levels.find((l) => l === named) ?? "sample";
}

/** The parts of a filter that also say which samples, acquisitions and processes are meant; the others are about objects alone. */
export const placesOf = ({ samples, acquisitions }: Filter): Filter => ({
  ...(samples === undefined ? {} : { samples }),
  ...(acquisitions === undefined ? {} : { acquisitions }),
});
