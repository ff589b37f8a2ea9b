import { type Change, defaultSort, type Filter, maxObjectsPerGesture, type Role, uuidV7, type View } from "@nauplius/domain";
import type { ObjectRow } from "@nauplius/services";
import { ApiRefusal, api, imagesOf } from "@/components/api.ts";
import type { OutboxEvent } from "@/features/outbox/outbox.ts";
import { type Gesture, isNews, type LabelOf } from "./gestures.ts";
import type { Names } from "./names.ts";
import { createOutlines } from "./outlines.ts";
import { add, between, noSelection, type Selection, toggle } from "./selection.ts";
import { createTiles, type Delta } from "./tiles.ts";
import { topics } from "./topics.ts";
import type { Caption } from "./view-address.ts";
import { createOrder, type Places } from "./view-order.ts";
import { createVignettes } from "./vignettes.ts";

type Setup = {
  readonly projectId: number;
  readonly view: View;
  readonly shown: readonly Caption[];
  readonly role: Role | null;
  readonly names: Names;
  /** The view is read anew: an order read before does not do. */
  readonly fresh: boolean;
  readonly onDelta: (delta: Delta) => void;
};
type Named = { readonly taxa?: readonly { id: number; displayName: string }[] };
/** A gesture of this page, with the labels that stood before it. */
type Step = { readonly batchId: string; readonly labels: readonly LabelOf[] };
type PageAnswer = Named & { readonly objects: readonly ObjectRow[] };
type OrderAnswer = Named & { readonly order: number; readonly objects: number };
type PlacesAnswer = Named & Places;

const newBatchId = (): string => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));

/** All that lives as long as one view is looked at: its order, its tiles, its pictures, what is chosen, what can be undone. */
export function createSession({ projectId, view, shown, role, names, fresh, onDelta }: Setup) {
  const tiles = createTiles(role, onDelta);
  const fields = shown.filter((c) => typeof c !== "string");
  const ask = async <Answer extends Named>(what: string, body: object): Promise<Answer> => {
    const answer = await api<Answer>("POST", `projects/${projectId}/objects/${what}`, body);
    names.learn(answer.taxa ?? []);
    return answer;
  };
  const order = createOrder({
    firstPage: async (limit) => (await ask<PageAnswer>("query", { ...view, limit, fields })).objects,
    readOrder: () => ask<OrderAnswer>("order", { ...view, fresh }),
    places: (of, from, limit) => ask<PlacesAnswer>("places", { order: of, from, limit, fields }),
    isGone: (error) => error instanceof ApiRefusal && error.code === "gone",
    onRows: tiles.put,
  });
  const vignettes = createVignettes(imagesOf);
  const outlines = createOutlines((objects) => api("POST", "objects/masks", { objects }));
  const changes = topics<"selection" | "focus" | "reveal">();
  let selection: Selection = noSelection;
  let focus: number | null = null;
  let reveal: number | null = null;
  let heading = 0;
  let undoable: Step[] = [];
  let redoable: Step[] = [];

  const now = (labels: readonly LabelOf[]): LabelOf[] =>
    labels.flatMap(({ id }) => {
      const tile = tiles.get(id);
      return tile === undefined ? [] : [{ id, ...tile.label }];
    });

  /** An undo or redo as this page remembers it; what other tabs or days did, the server knows. */
  function step(kind: "undo" | "redo"): Gesture {
    const [from, to] = kind === "undo" ? [undoable, redoable] : [redoable, undoable];
    const labels = from.pop()?.labels ?? [];
    const standing = new Map(now(labels).map((l) => [l.id, l.version]));
    const batchId = newBatchId();
    to.push({ batchId, labels: now(labels) });
    const back = labels.flatMap((l) => {
      const version = standing.get(l.id);
      return version === undefined ? [] : [{ from: version, to: l }];
    });
    return { kind, batchId, projectId, back };
  }

  return {
    tiles,
    order,
    /** Reads objects that are not on the page, with their pictures: what waits for a decision may lie anywhere. */
    async readBeside(ids: readonly number[]): Promise<void> {
      vignettes.wantBeside(ids);
      const filter = { objects: ids };
      tiles.put((await ask<PageAnswer>("query", { filter, sort: defaultSort, limit: ids.length, fields })).objects);
    },
    vignettes,
    outlines,
    view,
    subscribe: changes.subscribe,
    selection: () => selection,
    select(next: Selection): void {
      if (next === selection) return;
      selection = next;
      changes.tell("selection");
    },
    /** Puts the cursor on a place, once its object is here. */
    goTo(index: number): void {
      const id = order.at(index) ?? null;
      // Until it is here no tile is under the cursor: a key must not label the one that was left.
      this.setFocus(id);
      heading = index;
      if (id !== null) return;
      void order.load(index, index + 1).then(() => {
        if (heading === index && focus === null) this.setFocus(order.at(index) ?? null);
      });
    },
    /** Adds everything between the anchor of the selection and a tile, fetching what is not here; false when that is more than one
     *  gesture may name. */
    async extendTo(to: number): Promise<boolean> {
      const [a, b] = [selection.anchor === null ? -1 : order.indexOf(selection.anchor), order.indexOf(to)];
      if (a < 0 || b < 0) {
        this.select({ ...toggle(selection, to), anchor: to });
        return true;
      }
      const { first, end } = between(a, b);
      if (end - first > maxObjectsPerGesture) return false;
      await order.load(first, end);
      this.select(add(selection, order.slice(first, end)));
      return true;
    },
    focus: () => focus,
    setFocus(id: number | null): void {
      if (id === focus) return;
      focus = id;
      changes.tell("focus");
    },
    /** The object that the page should scroll to. */
    revealed: () => reveal,
    reveal(id: number | null): void {
      reveal = id;
      changes.tell("reveal");
    },
    /** A label on objects as they are shown at this moment; null where all stand so already. */
    label(change: Change, ids: readonly number[]): Gesture | null {
      const objects = ids.flatMap((id) => {
        const tile = tiles.get(id);
        return tile === undefined || (role !== null && !isNews(change, tile.label, role)) ? [] : [{ id, version: tile.label.version }];
      });
      if (objects.length === 0) return null;
      const gesture: Gesture = { kind: "label", batchId: newBatchId(), projectId, change, objects };
      undoable.push({ batchId: gesture.batchId, labels: tiles.begin(gesture) });
      redoable = [];
      return gesture;
    },
    labelMatching(change: Change, filter: Filter, expected: number): Gesture {
      const batchId = newBatchId();
      undoable.push({ batchId, labels: [] });
      redoable = [];
      return { kind: "filter", batchId, projectId, change, filter, expected };
    },
    step(kind: "undo" | "redo"): Gesture {
      const gesture = step(kind);
      tiles.begin(gesture);
      return gesture;
    },
    /** What became of a gesture of this project, whichever tab made it. */
    hear(event: OutboxEvent): void {
      const { gesture } = event;
      if (gesture.projectId !== projectId) return;
      if (event.kind === "refused") {
        tiles.refuse(gesture, event.message);
        // What never was is not taken back.
        undoable = undoable.filter(({ batchId }) => batchId !== gesture.batchId);
        redoable = redoable.filter(({ batchId }) => batchId !== gesture.batchId);
        return;
      }
      const { changed = [], conflicts = [], stands = [] } = event.answer;
      tiles.settle(gesture.batchId, [...changed, ...stands], conflicts);
      const first = changed[0];
      if ((gesture.kind === "undo" || gesture.kind === "redo") && first !== undefined && tiles.get(first.id) !== undefined)
        this.reveal(first.id);
    },
  };
}
export type Session = ReturnType<typeof createSession>;
