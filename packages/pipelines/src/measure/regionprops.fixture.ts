import { measureOne, type Region, saneEngine } from "@nauplius/imaging";
import { regionprops, uvp6Cases, zooscanCases } from "./golden.fixture.ts";

/** Our name of a property, and ours in scikit-image's terms where they only differ in how it is said. */
type Property = { readonly ours: string; readonly theirs: string; readonly turn?: (values: Values) => number };
type Values = Readonly<Record<string, number | null>>;

const same = (ours: string, theirs: string = ours): Property => ({ ours, theirs });
const get = (values: Values, name: string): number => values[name] ?? Number.NaN;

/** Properties with one definition in both, on the filled object. */
const filled: readonly Property[] = [
  ...["area", "mean", "extent", "solidity"].map((name) => same(name)),
  ...[same("min", "imin"), same("max", "imax"), same("axis_major", "major"), same("axis_minor", "minor"), same("eccentricity", "ecc")],
  ...[same("esd", "eqdiam"), same("perimeter", "crofton4"), same("area_convex")],
  ...[0, 1, 2, 3, 4, 5, 6].map((k) => same(`hu${k + 1}`, `hu.${k}`)),
  { ours: "x", theirs: "cx", turn: (v) => get(v, "x") - 0.5 },
  { ours: "y", theirs: "cy", turn: (v) => get(v, "y") - 0.5 },
  { ours: "stddev", theirs: "std", turn: (v) => get(v, "stddev") * Math.sqrt((get(v, "area") - 1) / get(v, "area")) },
];
/** And on the object with its holes. */
const withHoles: readonly Property[] = [same("area_exc", "area"), same("euler")];

const drawn = (width: number, height: number, inside: (x: number, y: number) => boolean): Region => {
  const mask = Uint8Array.from({ length: width * height }, (_, i) => (inside(i % width, Math.floor(i / width)) ? 1 : 0));
  return { x: 0, y: 0, width, height, grey: mask.map((v) => (v === 1 ? 100 : 255)), mask };
};

/** disc/R5, rect/3x7 (rows x columns). */
function shapeNamed(name: string): Region | undefined {
  const radius = Number(/^disc\/R(\d+)$/.exec(name)?.[1]);
  if (radius > 0) return drawn(2 * radius + 1, 2 * radius + 1, (x, y) => (x - radius) ** 2 + (y - radius) ** 2 <= radius * radius);
  const [, rows, columns] = /^rect\/(\d+)x(\d+)$/.exec(name) ?? [];
  return rows === undefined ? undefined : drawn(Number(columns), Number(rows), () => true);
}

export type CheckedProperty = { readonly name: string; readonly theirs: string; readonly shapes: number; readonly worst: number };

/** Largest error of each property over the shapes, relative where numbers are above 1; shapes whose picture is absent are left out. */
export async function checkRegionprops(): Promise<{ readonly properties: CheckedProperty[]; readonly absent: string[] }> {
  const engine = saneEngine();
  const pictures = [...(await zooscanCases()), ...(await uvp6Cases())];
  const regionOf = (name: string) =>
    shapeNamed(name) ?? pictures.find((picture) => name.includes(`/${picture.name.replace(/^.*\//, "")}/`))?.region;
  const worst = new Map<string, CheckedProperty>();
  const absent: string[] = [];
  for (const row of regionprops()) {
    const name = String(row.name);
    const region = regionOf(name);
    const values = region && measureOne(engine, region);
    if (values === undefined) {
      absent.push(name);
      continue;
    }
    const drawnGreys = name.startsWith("disc") || name.startsWith("rect");
    for (const property of name.includes("/holes") ? withHoles : filled) {
      const theirs = propertyOf(row, property.theirs);
      if (drawnGreys && ["mean", "imin", "imax", "std"].includes(property.theirs)) continue;
      const ours = property.turn?.(values) ?? get(values, property.ours);
      const error = Math.abs(ours - theirs) / Math.max(1, Math.abs(theirs));
      const before = worst.get(property.ours);
      worst.set(property.ours, {
        name: property.ours,
        theirs: property.theirs,
        shapes: (before?.shapes ?? 0) + 1,
        worst: Math.max(before?.worst ?? 0, Number.isNaN(error) ? Number.POSITIVE_INFINITY : error),
      });
    }
  }
  return { properties: [...worst.values()], absent };
}

function propertyOf(row: Readonly<Record<string, number | number[] | string>>, path: string): number {
  const [name = "", at] = path.split(".");
  const value = row[name];
  return Number(Array.isArray(value) ? value[Number(at)] : value);
}
