import fc from "fast-check";
import { expect, test } from "vitest";
import { anyPlane, drawn, type Plane } from "../component/drawn.fixture.ts";
import { boxElement, closed, dilate, discElement, type Element, ellipseElement, erode, opened } from "./morphology.ts";

const text = ({ on, width }: Plane): string => on.reduce((out, v, i) => out + (i > 0 && i % width === 0 ? "/" : "") + ".#"[v], "");
const rows = (element: Element): string => element.map(({ from, to }) => `${from}..${to}`).join(" ");

test("elements", () => {
  expect(rows(discElement(1))).toBe("0..0 -1..1 0..0");
  expect(rows(discElement(3))).toBe("0..0 -2..2 -2..2 -3..3 -2..2 -2..2 0..0");
  expect(rows(boxElement(2, 2))).toBe("-1..0 -1..0");
  // The rows that OpenCV's getStructuringElement(MORPH_ELLIPSE, (8, 8)) has: 1, 7, then full ones.
  expect(rows(ellipseElement(8, 8))).toBe("0..0 -3..3 -3..3 -4..3 -4..3 -4..3 -3..3 -3..3");
});

test("a cross grows to a diamond, a square shrinks to its middle", () => {
  expect(text(dilate(drawn("...../...../..#../...../....."), discElement(1)))).toBe("...../..#../.###./..#../.....");
  expect(text(erode(drawn("...../.###./.###./.###./....."), discElement(1)))).toBe("...../...../..#../...../.....");
});

test("an even box grows to the upper left and shrinks from there", () => {
  expect(text(dilate(drawn(".../.#./..."), boxElement(2, 2)))).toBe("##./##./...");
  expect(text(erode(drawn("..../.##./.##./...."), boxElement(2, 2)))).toBe("..../..../..#./....");
});

/** The definition, pixel by pixel. */
const plainly = ({ on, width, height }: Plane, element: Element, outside: 0 | 1, all: boolean): Uint8Array =>
  on.map((_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    const seen: number[] = [];
    for (const { dy, from, to } of element) {
      for (let dx = from; dx <= to; dx++) {
        const [u, v] = all ? [x + dx, y + dy] : [x - dx, y - dy];
        seen.push(u < 0 || v < 0 || u >= width || v >= height ? outside : on[v * width + u]);
      }
    }
    return (all ? seen.every((s) => s === 1) : seen.some((s) => s === 1)) ? 1 : 0;
  });

test("any plane and element: what the definition says", () => {
  const elements = fc.oneof(
    fc.integer({ min: 0, max: 3 }).map(discElement),
    fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).map(([w, h]) => boxElement(w, h)),
    fc.constant(ellipseElement(8, 8)),
  );
  fc.assert(
    fc.property(anyPlane(12), elements, (plane, element) => {
      expect(dilate(plane, element).on).toEqual(plainly(plane, element, 0, false));
      expect(erode(plane, element).on).toEqual(plainly(plane, element, 1, true));
    }),
  );
});

test("opening drops what is thinner than the element, closing fills gaps", () => {
  expect(text(opened(drawn("......./.###.../.#####./.###.../......."), boxElement(3, 3)))).toBe("......./.###.../.###.../.###.../.......");
  expect(text(closed(drawn("........./..##.##../..##.##../........."), boxElement(3, 1)))).toBe("........./..#####../..#####../.........");
});
