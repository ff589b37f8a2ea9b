import type { useTranslations } from "next-intl";
import type { BatchData } from "@/features/correct/types.ts";

type Translate = ReturnType<typeof useTranslations<"history">>;

const text = (value: unknown): string => (value === null || value === undefined ? "" : String(value));

/** What a gesture was, in words: from its kind and from what was asked. */
export function titleOf(batch: Pick<BatchData, "kind" | "request">, t: Translate): string {
  const { request } = batch;
  const asked = text(request.do);
  if (batch.kind === "correction" && asked !== "" && t.has(`do.${asked}`)) {
    const level = t.has(`level.${text(request.level)}`) ? t(`level.${text(request.level)}`) : "";
    const field = Array.isArray(request.fields) ? request.fields.map(text).join(", ") : text(request.field ?? request.name);
    return t(`do.${asked}`, {
      level,
      field,
      value: text(request.value),
      title: text(request.title),
      label: text(request.label),
      unit: text(request.unit),
    });
  }
  if (batch.kind === "correction") return t("kind.update");
  return t.has(`kind.${batch.kind}`) ? t(`kind.${batch.kind}`) : batch.kind;
}

/** What a value of a correction is to a person. */
export function valueText(value: unknown, t: Translate, field: string): string {
  if (field === "@trash") return value === null ? t("here") : t("inTrash");
  if (value === null || value === undefined || value === "") return "—";
  if (Array.isArray(value)) return value.length === 0 ? "—" : value.map(text).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : text(value);
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
