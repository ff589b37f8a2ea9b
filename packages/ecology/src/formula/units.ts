/** A unit as a factor to base units (m, s, px) and their powers. Individuals, grey levels and angles are plain numbers. */
export type Unit = { readonly scale: number; readonly length: number; readonly time: number; readonly pixel: number };

export const plain: Unit = { scale: 1, length: 0, time: 0, pixel: 0 };

const length = (scale: number): Unit => ({ ...plain, scale, length: 1 });
const volume = (scale: number): Unit => ({ ...plain, scale, length: 3 });
const time = (scale: number): Unit => ({ ...plain, scale, time: 1 });

const symbols: Readonly<Record<string, Unit>> = {
  "1": plain,
  ind: plain,
  "%": { ...plain, scale: 0.01 },
  m: length(1),
  km: length(1e3),
  cm: length(1e-2),
  mm: length(1e-3),
  um: length(1e-6),
  µm: length(1e-6),
  L: volume(1e-3),
  l: volume(1e-3),
  mL: volume(1e-6),
  ml: volume(1e-6),
  s: time(1),
  min: time(60),
  h: time(3600),
  d: time(86_400),
  px: { ...plain, pixel: 1 },
};

export const unitSymbols: readonly string[] = Object.keys(symbols);

export const power = (unit: Unit, exponent: number): Unit => ({
  scale: unit.scale ** exponent,
  length: unit.length * exponent,
  time: unit.time * exponent,
  pixel: unit.pixel * exponent,
});

export const product = (a: Unit, b: Unit): Unit => ({
  scale: a.scale * b.scale,
  length: a.length + b.length,
  time: a.time + b.time,
  pixel: a.pixel + b.pixel,
});

export const quotient = (a: Unit, b: Unit): Unit => product(a, power(b, -1));

const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-9;
/** The same kind of thing, whatever its scale: m3 and L are, m2 and m3 are not. */
export const sameKind = (a: Unit, b: Unit): boolean => near(a.length, b.length) && near(a.time, b.time) && near(a.pixel, b.pixel);
export const isPlain = (unit: Unit): boolean => sameKind(unit, plain);

/** Reads "mm3/m3", "um/px", "m-3", "px2" or "1"; null where it is none. Factors by spaces, dots or *, one / at most a factor. */
export function parseUnit(text: string): Unit | null {
  const parts = text
    .trim()
    .replaceAll("μ", "µ")
    .replaceAll("³", "3")
    .replaceAll("²", "2")
    .split(/\s*([*/.·\s])\s*/);
  let unit = plain;
  for (let i = 0; i < parts.length; i += 2) {
    const found = /^([a-zA-Zµ%]+|1)\^?(-?\d+)?$/.exec(parts[i] ?? "");
    const name = found?.[1] ?? "";
    const symbol = Object.hasOwn(symbols, name) ? symbols[name] : undefined;
    if (found === null || symbol === undefined) return null;
    const raised = power(symbol, found[2] === undefined ? 1 : Number(found[2]));
    unit = parts[i - 1] === "/" ? quotient(unit, raised) : product(unit, raised);
  }
  return unit;
}

/** A unit in base units, for messages: "m3", "px2/m", "1". */
export function printUnit({ length: m, time: s, pixel: px }: Unit): string {
  const powers = [
    ["m", m],
    ["s", s],
    ["px", px],
  ] as const;
  const print = (sign: 1 | -1) =>
    powers
      .filter(([, exponent]) => exponent * sign > 1e-9)
      .map(([name, exponent]) => `${name}${near(exponent * sign, 1) ? "" : exponent * sign}`);
  const [over, under] = [print(1).join(" "), print(-1)];
  return [over === "" ? "1" : over, ...under].join("/");
}
