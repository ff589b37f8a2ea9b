import { expect, test } from "vitest";
import { byDay, editText, titleOf, valueText } from "./sentence.ts";

test("gestures are grouped by their UTC day, in their order", () => {
  const at = (moment: string) => ({ at: moment });
  const days = byDay([at("2026-01-02T00:10:00Z"), at("2026-01-01T23:50:00Z"), at("2026-01-01T08:00:00Z")]);
  expect(days.map((d) => [d.day, d.batches.length])).toEqual([
    ["2026-01-02", 1],
    ["2026-01-01", 2],
  ]);
  expect(byDay([])).toEqual([]);
});

/** Every text is its key and what is put in, so that a test sees both. */
const t = Object.assign((key: string, values: object = {}) => `${key} ${JSON.stringify(values)}`, {
  has: (key: string) => !/undefined|keepUnclassified|do\.(unheard|$)/.test(key),
}) as unknown as Parameters<typeof titleOf>[1];
const batch = (kind: string, request: object, names: object = {}) =>
  ({ kind, request, taxon: null, fromTaxon: null, place: null, ...names }) as Parameters<typeof titleOf>[0];

test("labels say which taxon in which state, re-labels from what to what, and what is not known by more than its kind says that", () => {
  const change = { taxonId: 5, state: "validated" };
  expect(titleOf(batch("label", { change }, { taxon: "Acartia" }), t)).toBe('label.validated {"taxon":"Acartia"}');
  expect(titleOf(batch("label", { change: { taxonId: "keep", state: "dubious" } }), t)).toMatch(/^label\.keepDubious/);
  expect(titleOf(batch("relabel", {}, { taxon: "Acartia", fromTaxon: "Copepoda" }), t)).toBe(
    'label.relabel {"fromTaxon":"Copepoda","taxon":"Acartia"}',
  );
  for (const kind of ["label", "undo", "import"]) expect(titleOf(batch(kind, {}), t)).toMatch(new RegExp(`^kind\\.${kind}`));
});

test("what was taken back is named", () => {
  const of = batch("correction", { do: "moveObjects", to: 3 }, { place: "tow_1" });
  expect(titleOf({ ...batch("correction", { do: "undo" }), of }, t)).toMatch(/^takenBack .*do\.moveObjects.*tow_1/);
  expect(titleOf({ ...batch("redo", {}), of: batch("label", {}) }, t)).toMatch(/^takenBack .*"how":"redo"/);
  expect(titleOf({ ...batch("redo", {}), of: batch("undo", {}) }, t)).toMatch(/^kind\.redo/);
});

test("a copy says where it came from, and is not taken for something taken back", () => {
  const of = batch("correction", { do: "copy", title: "there" });
  expect(titleOf({ ...batch("copy", { from: 3 }, { place: "Bay" }), of }, t)).toBe('kind.copy {"place":"Bay"}');
});

test("corrections say what was asked, where rows went, and that a field was emptied", () => {
  expect(titleOf(batch("correction", { do: "set", level: "sample", field: "ship", value: "Tara" }), t)).toMatch(
    /^do\.set .*"ship".*"Tara"/,
  );
  expect(titleOf(batch("correction", { do: "set", level: "sample", field: "ship", value: null }), t)).toMatch(/^do\.clear/);
  expect(titleOf(batch("correction", { do: "moveObjects", to: 3 }, { place: "tow_1" }), t)).toMatch(/"place":"tow_1"/);
  expect(titleOf(batch("correction", { import: 3 }), t)).toMatch(/^kind\.update/);
});

test("values read as people say them", () => {
  expect(valueText(null, t, "@trash")).toMatch(/^here/);
  expect(valueText(7, t, "@trash")).toMatch(/^inTrash/);
  expect([valueText("", t, "ship"), valueText([], t, "@stale"), valueText(["lat", "lon"], t, "@stale")]).toEqual(["—", "—", "lat, lon"]);
});

test("a place in the trash reads as what was done, other corrections as before and after", () => {
  const edit = { level: "sample", field: "@trash", before: null, after: 7 };
  expect(editText(edit, t)).toMatch(/^deleted .*Level\.sample/);
  expect(editText({ ...edit, before: 7, after: null }, t)).toMatch(/^restored/);
  expect(editText({ level: "object", field: "salt", before: 34, after: 35 }, t)).toMatch(/salt: 34 → 35$/);
});
