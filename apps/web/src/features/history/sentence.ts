import type { useTranslations } from "next-intl";
import type { BatchData } from "@/features/correct/types.ts";

type Translate = ReturnType<typeof useTranslations<"history">>;
type Titled = Pick<BatchData, "kind" | "request" | "taxon" | "fromTaxon" | "place">;

const text = (value: unknown): string => (value === null || value === undefined ? "" : String(value));
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** What a gesture was, in words: from its kind, from what was asked, and from the names of what it was about. */
export function titleOf(batch: Titled & { readonly of?: Titled | null }, t: Translate): string {
  const { of } = batch;
  // A redo takes an undo back: what it brings again is the labels.
  if (batch.kind === "redo" && of?.kind === "undo") return t("kind.redo");
  if (batch.kind === "copy") return t("kind.copy", { place: batch.place ?? t("somewhere") });
  if (of !== undefined && of !== null) return t("takenBack", { what: titleOf({ ...of, of: null }, t), how: batch.kind });
  if (batch.kind === "correction") return correctionTitle(batch, t);
  const label = labelTitle(batch, t);
  const model = typeof batch.request.model === "string" ? batch.request.model : "";
  return label ?? (t.has(`kind.${batch.kind}`) ? t(`kind.${batch.kind}`, { model, name: text(batch.request.name) }) : batch.kind);
}

function labelTitle({ kind, request, taxon, fromTaxon }: Titled, t: Translate): string | null {
  if (kind === "relabel" && taxon !== null && fromTaxon !== null) return t("label.relabel", { fromTaxon, taxon });
  if (kind !== "label" || typeof request.change !== "object" || request.change === null) return null;
  const state = "state" in request.change ? text(request.change.state) : "";
  const name = taxon === null ? `label.keep${capital(state)}` : `label.${state}`;
  return t.has(name) ? t(name, { taxon: taxon ?? "" }) : null;
}

function correctionTitle({ request, place }: Titled, t: Translate): string {
  const asked = text(request.do);
  if (asked === "" || !t.has(`do.${asked}`)) return t("kind.update");
  const level = t.has(`level.${text(request.level)}`) ? t(`level.${text(request.level)}`) : "";
  const field = Array.isArray(request.fields) ? request.fields.map(text).join(", ") : text(request.field ?? request.name);
  const isEmptied = asked === "set" && text(request.value) === "";
  return t(isEmptied ? "do.clear" : `do.${asked}`, {
    level,
    field,
    value: text(request.value),
    title: text(request.title),
    label: text(request.label) === "" ? "" : `(${text(request.label)})`,
    unit: text(request.unit) === "" ? "—" : text(request.unit),
    place: place ?? t("somewhere"),
  }).trim();
}

/** What a value of a correction is to a person. */
export function valueText(value: unknown, t: Translate, field: string): string {
  if (field === "@trash") return value === null ? t("here") : t("inTrash");
  if (value === null || value === undefined || value === "") return "—";
  if (Array.isArray(value)) return value.length === 0 ? "—" : value.map(text).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : text(value);
}

type Edit = { readonly level: string; readonly field: string; readonly before: unknown; readonly after: unknown };

/** One correction of an object, or of what it lies in, as a sentence. */
export function editText({ level, field, before, after }: Edit, t: Translate): string {
  const what = t.has(`level.${level}`) ? t(`level.${level}`) : level;
  if (field === "@trash") return t(after === null ? "restored" : "deleted", { what: capital(what) });
  return `${what} ${fieldText(field, t)}: ${valueText(before, t, field)} → ${valueText(after, t, field)}`;
}

export const fieldText = (field: string, t: Translate): string =>
  field.startsWith("@") && t.has(`place.${field.slice(1)}`) ? t(`place.${field.slice(1)}`) : field;

/** Gestures of one day stand together. */
export function byDay<T extends { readonly at: string }>(
  batches: readonly T[],
): { readonly day: string; readonly batches: readonly T[] }[] {
  const days: { day: string; batches: T[] }[] = [];
  for (const batch of batches) {
    const day = batch.at.slice(0, 10);
    const last = days.at(-1);
    if (last?.day === day) last.batches.push(batch);
    else days.push({ day, batches: [batch] });
  }
  return days;
}
