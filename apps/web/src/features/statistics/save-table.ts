import { save } from "@/components/chart.tsx";
import { csvOf } from "./model/common.ts";
import type { Picture } from "./types.ts";

/** Hands the numbers behind a picture to the person, as CSV. */
export function saveTable(name: string, { head, rows }: Pick<Picture, "head" | "rows">): void {
  const url = URL.createObjectURL(new Blob([csvOf(head, rows)], { type: "text/csv" }));
  save(name, url);
  URL.revokeObjectURL(url);
}
