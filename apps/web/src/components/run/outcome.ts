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
      case "drawPlate":
        return t("plated", { objects: count("objects"), pages: count("pages") });
      case "loadTaxonomy":
        return t("taxa", { added: count("added") });
      case "predictObjects":
        return t("predicted", { predicted: count("predicted"), uncertain: count("uncertain") });
      case "compareObjects":
        return t("compared", { objects: count("objects"), clusters: count("clusters") });
      case "mapObjects":
        return t("mapped", { objects: count("objects"), total: count("total") });
      case "trainModel":
      case "checkModel": {
        const right = typeof result.top1 === "number" ? `${(100 * result.top1).toFixed(1)} %` : "none";
        return t("trained", { model: String(result.model ?? ""), right });
      }
      default:
        if (typeof result.project === "number") return t("copied", { objects: count("changed") });
        return typeof result.changed === "number" ? t("changed", { changed: result.changed }) : null;
    }
  };
}

/** What was corrected, where the reader may know. */
const correctionOf = ({ input }: ShownRun): { readonly do?: unknown; readonly title?: unknown } =>
  typeof input.correction === "object" && input.correction !== null ? input.correction : {};

/** The key of the name of a run's kind: a copy is a correction to the machine, not to people. */
export const kindKey = (run: ShownRun): string =>
  correctionOf(run).do === "copy" || typeof run.result?.project === "number" ? "kind.copy" : `kind.${run.kind}`;

/** What the batch, file or copy is called that a run is about, where it has a name. */
export function nameOf(run: ShownRun): string {
  const names = [run.input.title, run.input.name, correctionOf(run).do === "copy" ? correctionOf(run).title : undefined];
  return names.find((name) => typeof name === "string") ?? "";
}
