import { defaultSort } from "@nauplius/domain";
import { expect, test } from "vitest";
import { addressFrom, hrefOf } from "./view-address.ts";

const parts = (href: string): [string, string] => (href.startsWith("#") ? ["", href] : [href, ""]);

test("filter, order and display go through the address and back", () => {
  const view = {
    filter: { samples: [3, 4] as never, states: ["predicted" as const] },
    sort: { by: "score" as const, direction: "descending" as const },
  };
  const display = { tile: 160, fitted: true, umPerPx: 12.5, shown: ["taxon" as const, { level: "object" as const, name: "area" }] };
  const back = addressFrom(...parts(hrefOf(view, display)));
  expect(back).toMatchObject({ ...view, display, unread: [] });
});

test("what was not chosen is not written", () => {
  expect(hrefOf({ filter: {}, sort: defaultSort }, {})).toBe("");
  expect(addressFrom("", "").display).toEqual({});
});

test("showing nothing under the tiles is a choice too", () => {
  const href = hrefOf({ filter: {}, sort: defaultSort }, { shown: [] });
  expect(addressFrom(...parts(href)).display.shown).toEqual([]);
});

test("a long list of ids moves behind the # so that no server refuses the address", () => {
  const objects = Array.from({ length: 5000 }, (_, i) => i + 1) as never;
  const href = hrefOf({ filter: { objects }, sort: defaultSort }, {});
  expect(href.startsWith("#")).toBe(true);
  expect(addressFrom(...parts(href)).filter.objects).toHaveLength(5000);
});

test("a parameter that does not exist is told: without it the view is wider than its sender meant", () => {
  expect(addressFrom("?objects=1,2,3&state=dubious", "")).toMatchObject({ filter: { states: ["dubious"] }, unread: ["objects"] });
});

test("nonsense in the display is left out", () => {
  expect(addressFrom("?tile=9000&um=-3&show=charm&show=esd", "").display).toEqual({ shown: ["esd"] });
});
