import { type DrawnObject, taxa } from "./drawn.ts";

export const steps = ["select", "type", "pages", "undo"] as const;
export type Step = (typeof steps)[number];

/** What a person did, as far as the course looks at it. */
export type Deed =
  | { readonly kind: "selected"; readonly ids: readonly number[] }
  | { readonly kind: "labelled"; readonly ids: readonly number[]; readonly taxonId: number | "keep" }
  | { readonly kind: "undone" };

export type Course = {
  /** Null: all steps are done. */
  readonly step: Step | null;
  readonly errors: number;
  /** Wrong ones that were chosen already: each counts once. */
  readonly slipped: ReadonlySet<number>;
  /** Worms that have their taxon. */
  readonly named: ReadonlySet<number>;
};

export const begin: Course = { step: "select", errors: 0, slipped: new Set(), named: new Set() };

const worms = (objects: readonly DrawnObject[]) => objects.filter((o) => o.kind === "worm").map((o) => o.id);

function selected(course: Course, ids: readonly number[], objects: readonly DrawnObject[]): Course {
  const wanted = new Set(worms(objects));
  const slips = ids.filter((id) => !wanted.has(id) && !course.slipped.has(id));
  const isDone = ids.length === wanted.size && ids.every((id) => wanted.has(id));
  return {
    ...course,
    errors: course.errors + slips.length,
    slipped: new Set([...course.slipped, ...slips]),
    step: isDone ? "type" : "select",
  };
}

/** One step of the course after what a person did; what nobody asked for changes nothing, but a wrong label counts. */
export function after(course: Course, deed: Deed, objects: readonly DrawnObject[]): Course {
  if (deed.kind === "selected") return course.step === "select" ? selected(course, deed.ids, objects) : course;
  if (deed.kind === "undone") return course.step === "undo" ? { ...course, step: null } : course;
  const of = new Map(objects.map((o) => [o.id, o]));
  const given = (id: number) => (deed.taxonId === "keep" ? taxa[of.get(id)?.said ?? "jelly"] : deed.taxonId);
  const wrong = deed.ids.filter((id) => given(id) !== taxa[of.get(id)?.kind ?? "jelly"]);
  const errors = course.errors + wrong.length;
  if (course.step === "type") {
    const named = new Set([...course.named, ...deed.ids.filter((id) => given(id) === taxa.worm && of.get(id)?.kind === "worm")]);
    return { ...course, errors, named, step: worms(objects).every((id) => named.has(id)) ? "pages" : "type" };
  }
  if (course.step === "pages" && deed.ids.length > 1 && deed.ids.every((id) => given(id) === taxa.copepod)) {
    const missed = objects.filter((o) => o.kind === "copepod" && !deed.ids.includes(o.id));
    return { ...course, errors: errors + missed.length, step: "undo" };
  }
  return { ...course, errors };
}
