import { readDate } from "../cells/date.ts";
import { readCategoryId, readEmail, readId, readScore, readStatus } from "../cells/fields.ts";
import { readTime } from "../cells/time.ts";
import type { FieldReader, Report } from "./parse-row.ts";
import type { RowAnnotation } from "./row.ts";

/** A status needs a category and the reverse; a prediction without score has none: EcoTaxa would call it certain. */
export function readAnnotation(field: FieldReader, report: Report): RowAnnotation | null {
  const state = field.read("object_annotation_status", readStatus);
  const category = field.read("object_annotation_category", readId);
  const categoryId = field.read("object_annotation_category_id", readCategoryId);
  const hierarchy = field.read("object_annotation_hierarchy", readId);
  const personName = field.read("object_annotation_person_name", readId);
  const personEmail = field.read("object_annotation_person_email", readEmail, "warning");
  const date = field.read("object_annotation_date", readDate);
  const time = field.read("object_annotation_time", readTime);
  const score = field.read("object_annotation_score", readScore);
  const hasCategory = category !== null || categoryId !== null;
  if (state !== null && !hasCategory) {
    if (field.refused.has("object_annotation_category") || field.refused.has("object_annotation_category_id")) return null;
    report({
      code: "statusWithoutCategory",
      column: "object_annotation_category",
      value: state,
      what: `the object is ${state}, but as what is not said`,
      expected: "a category or a category id beside a status",
    });
    return null;
  }
  if (state === null && hasCategory) {
    if (field.refused.has("object_annotation_status")) return null;
    const value = category ?? String(categoryId);
    report({
      code: "categoryWithoutStatus",
      column: "object_annotation_status",
      value,
      what: `the object has the category ${value} without a status`,
      expected: "predicted, dubious or validated",
    });
    return null;
  }
  if (state === null) return null;
  return { state, category, categoryId, hierarchy, personName, personEmail, date, time, score: state === "predicted" ? score : null };
}
