import fc from "fast-check";

export type Plane = { readonly on: Uint8Array; readonly width: number; readonly height: number };

/** A plane drawn as text: # is object; rows are separated by line breaks or slashes. */
export const drawn = (text: string): Plane => {
  const rows = text
    .trim()
    .split(/[\n/]/)
    .map((row) => row.trim());
  return { on: Uint8Array.from(rows.join(""), (c) => (c === "#" ? 1 : 0)), width: rows[0].length, height: rows.length };
};

/** Any plane of some pixels, from sparse to dense. */
export const anyPlane = (longest: number): fc.Arbitrary<Plane> =>
  fc
    .tuple(fc.integer({ min: 1, max: longest }), fc.integer({ min: 1, max: longest }), fc.integer({ min: 1, max: 9 }))
    .chain(([width, height, dense]) =>
      fc
        .array(fc.integer({ min: 0, max: 9 }), { minLength: width * height, maxLength: width * height })
        .map((bits) => ({ on: Uint8Array.from(bits, (b) => (b < dense ? 1 : 0)), width, height })),
    );
