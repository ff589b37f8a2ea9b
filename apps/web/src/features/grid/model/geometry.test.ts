import fc from "fast-check";
import { expect, test } from "vitest";
import { geometryFor, onScreen, touched } from "./geometry.ts";

const g = geometryFor(1000, 100, 2);

test("tiles of about the wanted size fill the width from margin to margin", () => {
  expect(g).toMatchObject({ columns: 9, edge: 99 });
  fc.assert(
    fc.property(fc.integer({ min: 320, max: 4000 }), fc.constantFrom(48, 112, 200), (width, wanted) => {
      const { edge, columns, ...of } = geometryFor(width, wanted, 1);
      const left = width - (2 * of.padding + columns * (edge + of.gap) - of.gap);
      expect(left).toBeGreaterThanOrEqual(0);
      if (columns > 1) expect(left).toBeLessThan(columns);
      expect(Math.abs(edge - wanted)).toBeLessThanOrEqual(wanted / 2);
    }),
  );
  expect(geometryFor(50, 100, 0)).toMatchObject({ columns: 1, edge: 26 });
});

test("a rectangle takes the tiles that it touches and no others", () => {
  const at = (left: number, top: number, right: number, bottom: number) => touched(g, { left, top, right, bottom }, 20);
  expect(at(0, 0, 20, 20)).toEqual([0]);
  expect(at(100, 20, 300, 20)).toEqual([0, 1, 2]);
  expect(at(0, 0, 1000, 2000)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect(at(0, g.padding + g.rowHeight - 2, 5000, g.padding + g.rowHeight - 1)).toEqual([]);
});

test("a tile counts as seen when half of it is", () => {
  expect(onScreen(g, 0, g.rowHeight + g.padding + 51, 100)).toEqual({ first: 0, end: 18 });
  expect(onScreen(g, g.padding + 51, 3 * g.rowHeight, 100).first).toBe(9);
  expect(onScreen(g, 0, 5000, 3)).toEqual({ first: 0, end: 3 });
  expect(onScreen(g, 0, 5000, 0)).toEqual({ first: 0, end: 0 });
});

test("whatever is seen lies in the window, and every tile wholly in the window is seen", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 9000 }),
      fc.integer({ min: 50, max: 2000 }),
      fc.integer({ min: 0, max: 600 }),
      (top, height, total) => {
        const seen = onScreen(g, top, height, total);
        for (let i = 0; i < total; i++) {
          const y = g.padding + Math.floor(i / g.columns) * g.rowHeight;
          const isIn = i >= seen.first && i < seen.end;
          if (y >= top && y + g.edge <= top + height) expect(isIn).toBe(true);
          if (y + g.edge < top || y > top + height) expect(isIn).toBe(false);
        }
      },
    ),
  );
});
