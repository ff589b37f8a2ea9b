import { useTranslations } from "next-intl";
import type { ShownRun } from "./use-runs.ts";

const countOf = (value: unknown): number => (typeof value === "number" ? value : 0);

/** What a run that is done has brought, in a few words. */
export function useOutcome(): (run: ShownRun) => string | null {
  const t = useTranslations("runs.outcome");
  return ({ kind, state, result }) => {
    if (state !== "done" || result === null) return null;
    const count = (name: string) => countOf(result[name]);
    switch (kind) {
      case "importBatch":
      case "segmentUnit":
        return result.mode === "update"
          ? t("updated", { objects: count("objectsUpdated") })
          : t("added", { objects: count("objectsAdded"), images: count("imagesAdded") });
      case "exportProject":
        return t("written", { objects: count("objects"), images: count("images") });
      case "loadTaxonomy":
        return t("taxa", { added: count("added") });
      case "predictObjects":
        return t("predicted", { predicted: count("predicted"), uncertain: count("uncertain") });
      case "trainModel":
      case "checkModel": {
        const right = typeof result.top1 === "number" ? `${(100 * result.top1).toFixed(1)} %` : "none";
        return t("trained", { model: String(result.model ?? ""), right });
      }
      default:
        return typeof result.changed === "number" ? t("changed", { changed: result.changed }) : null;
    }
  };
}

/** What the batch or file is called that a run is about, where it has a name. */
export const nameOf = ({ input }: ShownRun): string =>
  typeof input.title === "string" ? input.title : typeof input.name === "string" ? input.name : "";
