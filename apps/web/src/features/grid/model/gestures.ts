import { type Change, type Filter, type Role, type State, sameAnnotation, transition } from "@nauplius/domain";

/** The annotation that a tile shows. */
export type Label = {
  readonly taxonId: number | null;
  readonly state: State;
  readonly proposed: boolean;
  readonly accepted: boolean;
  readonly score: number | null;
  readonly version: number;
};
export type LabelOf = Label & { readonly id: number };

type Any = { readonly batchId: string; readonly projectId: number };
/** What a person did, as the outbox keeps it until the server says that it has it. */
export type Gesture = Any &
  (
    | { readonly kind: "label"; readonly change: Change; readonly objects: readonly { readonly id: number; readonly version: number }[] }
    | { readonly kind: "filter"; readonly change: Change; readonly filter: Filter; readonly expected: number }
    | {
        readonly kind: "undo" | "redo";
        /** What this page believes that it brings back; the server decides. */
        readonly back: readonly { readonly from: number; readonly to: LabelOf }[];
      }
  );

/** Ids that a gesture names. */
export const idsOf = (g: Gesture): number[] =>
  g.kind === "label" ? g.objects.map((o) => o.id) : g.kind === "filter" ? [] : g.back.map((b) => b.to.id);

type Named = Extract<Gesture, { kind: "label" }>["objects"];
const versionsOf = new WeakMap<Named, ReadonlyMap<number, number>>();

function versionNamed(objects: Named, id: number): number | undefined {
  const known = versionsOf.get(objects) ?? new Map(objects.map((o) => [o.id, o.version]));
  versionsOf.set(objects, known);
  return known.get(id);
}

/** What a tile shows once a gesture is done, by the same rules as the server's. A gesture made on another version changes nothing. */
export function applied(g: Gesture, id: number, label: Label, role: Role): Label {
  if (g.kind === "filter") return label;
  if (g.kind !== "label") {
    const back = g.back.find((b) => b.to.id === id);
    return back === undefined || back.from !== label.version ? label : { ...back.to, version: label.version + 1 };
  }
  if (versionNamed(g.objects, id) !== label.version) return label;
  const next = transition(label, g.change, role);
  return next.ok && !sameAnnotation(label, next.value) ? { ...next.value, version: label.version + 1 } : label;
}

/** Whether a label would change what a tile shows, or be refused: only then it is worth sending. */
export function isNews(change: Change, label: Label, role: Role): boolean {
  const next = transition(label, change, role);
  return !next.ok || !sameAnnotation(label, next.value);
}

export const sameLabel = (a: Label, b: Label): boolean => sameAnnotation(a, b) && a.version === b.version;
