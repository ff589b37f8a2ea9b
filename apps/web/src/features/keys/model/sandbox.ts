import { type Change, type Filter, sameAnnotation, transition } from "@nauplius/domain";
import type { Changed, ShownObject } from "@nauplius/services";
import { type AnswersHere, ApiRefusal } from "@/components/api.ts";
import { type DrawnObject, type Kind, taxa } from "./drawn.ts";

/** The project of the practice: it exists in this page alone. */
export const practiceProject = 0;
const root = `projects/${practiceProject}/`;

type Names = Readonly<Record<Kind, string>>;
type Batch = { readonly before: readonly ShownObject[]; readonly changed: readonly Changed[] };

const rowOf = (o: DrawnObject): ShownObject => ({
  ...{ id: o.id as ShownObject["id"], originalId: o.name, sampleId: 1, sample: "practice", station: null, acquisitionId: 1 },
  ...{ taxonId: taxa[o.said], state: "predicted", proposed: false, accepted: false, annotatedBy: null, annotatedAt: null },
  ...{ score: null, version: 1, date: null, time: null, depthMin: null, depthMax: null, area: null, pixelSize: null },
  ...{ vignettes: 1, vignetteId: null, width: o.width, height: o.height, background: "light", guesses: null },
});

const asChanged = ({ id, version, taxonId, state, proposed, accepted, score }: ShownObject): Changed => ({
  ...{ id, version, taxonId, state, proposed, accepted, score },
});

/** Answers what the grid asks of its project, by the rules of the server, without one: nothing of the practice leaves the page. */
export function createSandbox(objects: readonly DrawnObject[], names: Names, noSuchThing: string): AnswersHere {
  const rows = new Map(objects.map((o) => [o.id, rowOf(o)]));
  const orders: (readonly number[])[] = [];
  const done: Batch[] = [];
  const undone: Batch[] = [];
  const listed = (Object.keys(taxa) as Kind[]).map((kind) => ({
    ...{
      id: taxa[kind],
      name: names[kind],
      displayName: names[kind],
      parentId: null,
      parent: null,
      rank: "",
      status: "active",
      kind: "phylogenetic",
    },
  }));
  const taxonNames = { taxa: listed };

  const matching = ({ taxa: of, states }: Filter): ShownObject[] =>
    [...rows.values()].filter(
      (row) => (of === undefined || of.some((id) => id === row.taxonId)) && (states === undefined || states.includes(row.state)),
    );

  function label(change: Change, wanted: readonly { id: number; version: number }[]): readonly Changed[] {
    const before: ShownObject[] = [];
    for (const { id, version } of wanted) {
      const row = rows.get(id);
      const next = row === undefined || row.version !== version ? null : transition(row, change, "annotator");
      if (row === undefined || next === null || !next.ok || sameAnnotation(row, next.value)) continue;
      before.push(row);
      rows.set(id, { ...row, ...next.value, version: row.version + 1 });
    }
    const changed = before.map(({ id }) => asChanged(rows.get(id) as ShownObject));
    if (before.length > 0) done.push({ before, changed });
    undone.length = 0;
    return changed;
  }

  function step(from: Batch[], to: Batch[]): readonly Changed[] {
    const batch = from.pop();
    if (batch === undefined) throw new ApiRefusal(409, { code: "conflict", title: noSuchThing });
    const before = batch.before.map(({ id }) => rows.get(id) as ShownObject);
    for (const old of batch.before) rows.set(old.id, { ...old, version: (rows.get(old.id)?.version ?? 0) + 1 });
    const changed = batch.before.map(({ id }) => asChanged(rows.get(id) as ShownObject));
    to.push({ before, changed });
    return changed;
  }

  type Body = {
    filter?: Filter;
    order?: number;
    from?: number;
    limit?: number;
    change?: Change;
    target?: { objects?: { id: number; version: number }[] };
  };
  const verbs: Readonly<Record<string, (body: Body) => unknown>> = {
    "POST objects/query": ({ filter = {}, limit = 200 }) => ({ ...taxonNames, objects: matching(filter).slice(0, limit) }),
    "POST objects/order": ({ filter = {} }) => {
      const ids = matching(filter).map((row) => row.id);
      return { order: orders.push(ids), objects: ids.length };
    },
    "POST objects/places": ({ order = 1, from = 0, limit = 200 }) => {
      const ids = (orders[order - 1] ?? []).slice(from, from + limit);
      return { ...taxonNames, ids, objects: ids.map((id) => rows.get(id)) };
    },
    "POST objects/counts": () => ({
      ...taxonNames,
      counts: [...rows.values()].map(({ taxonId, state }) => ({ taxonId, state, objects: 1 })),
    }),
    "POST objects/count": ({ filter = {} }) => ({ objects: matching(filter).length, atLeast: false }),
    "POST labels": ({ change, target }) => ({ changed: change === undefined ? [] : label(change, target?.objects ?? []), conflicts: [] }),
    "POST labels/by-filter": ({ change, filter = {} }) => ({
      changed: change === undefined ? [] : label(change, matching(filter)),
      conflicts: [],
    }),
    "POST undo": () => ({ changed: step(done, undone), left: [] }),
    "POST redo": () => ({ changed: step(undone, done), left: [] }),
    "GET rejections": () => [],
    "POST rejections": () => ({ rejected: 0, standing: [] }),
    "POST intervals/checks": () => ({ ...taxonNames, open: 0, objects: [] }),
    "GET changes": () => ({ last: 0, changed: [], isMore: false, people: [], taxa: [] }),
    "GET views": () => [],
    "PATCH preferences": () => ({ saved: true }),
  };

  const search = (query: string) => {
    const typed = (new URLSearchParams(query).get("q") ?? "").trim().toLowerCase();
    return {
      taxa: listed
        .filter((taxon) => taxon.name.toLowerCase().startsWith(typed))
        .map((taxon) => ({ ...taxon, matched: "prefix", isLocal: false, isRecent: false })),
    };
  };

  return {
    json(method, path, body) {
      const [place = "", query = ""] = path.split("?");
      if (place === "taxa/search" && new URLSearchParams(query).get("projectId") === String(practiceProject))
        return { answer: search(query) };
      if (rows.has(Number(/^objects\/(\d+)/.exec(place)?.[1]))) throw new ApiRefusal(404, { code: "notFound", title: noSuchThing });
      if (!place.startsWith(root)) return null;
      const verb = verbs[`${method} ${place.slice(root.length)}`];
      if (verb === undefined) throw new ApiRefusal(404, { code: "notFound", title: noSuchThing });
      return { answer: structuredClone(verb((body ?? {}) as Body)) };
    },
    images(ids) {
      const shown = ids.map((id) => objects.find((o) => o.id === id));
      if (!shown.every((o) => o !== undefined)) return null;
      const parts = shown.map((o) => new TextEncoder().encode(o.svg));
      const header = new TextEncoder().encode(
        JSON.stringify(
          shown.map((o, i) => ({ objectId: o.id, mime: "image/svg+xml", width: o.width, height: o.height, length: parts[i]?.length ?? 0 })),
        ),
      );
      const size = new Uint8Array(4);
      new DataView(size.buffer).setUint32(0, header.length, true);
      const all = [size, header, ...parts];
      const page = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0));
      all.reduce((at, part) => {
        page.set(part, at);
        return at + part.length;
      }, 0);
      return page.buffer;
    },
  };
}
