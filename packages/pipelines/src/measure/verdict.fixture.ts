import { asWritten, compatEngine, type FeatureEngine, measureOne } from "@nauplius/imaging";
import { type GoldenCase, type Row, uvp6Cases, zooscanCases } from "./golden.fixture.ts";

/** "exact": the same printed decimals; "close": one unit of the last printed digit; "no": farther. */
export type Verdict = "exact" | "close" | "no";
export type Checked = {
  readonly object: string;
  readonly column: string;
  readonly expected: string;
  readonly ours: number | null;
  readonly verdict: Verdict;
};

/** Half a unit of the last digit that a number is printed with. */
const halfUnit = (printed: string): number => 0.5 * 10 ** -(printed.split(".")[1]?.length ?? 0);

/** @param printed - "" and "nan" are no number */
export function judge(printed: string, ours: number | null): Verdict {
  const expected = printed === "" || printed === "nan" ? null : Number(printed);
  if (expected === null || ours === null) return expected === ours ? "exact" : "no";
  const distance = Math.abs(expected - ours);
  // Numbers that are printed in full agree to the last bits only where the same library multiplied them.
  const slack = 1e-12 * Math.abs(expected) + 1e-12;
  if (distance <= halfUnit(printed) + slack) return "exact";
  return distance <= 2 * halfUnit(printed) + slack ? "close" : "no";
}

const check = (engine: FeatureEngine, { name, region, row }: GoldenCase, write: (column: string, value: number) => number): Checked[] => {
  const values = measureOne(engine, region) ?? {};
  return engine.names.map((column) => {
    const value = values[column] ?? null;
    const ours = value === null ? null : write(column, value);
    const expected = row[column] ?? "missing";
    return { object: name, column, expected, ours, verdict: judge(expected, ours) };
  });
};

/** Every column of ZooProcess for the ZooScan crops, written as it writes them. */
export async function checkZooscan(): Promise<Checked[]> {
  const engine = compatEngine({ pixelSize: 25_400 / 2400 });
  return (await zooscanCases()).flatMap((golden) => check(engine, golden, asWritten));
}

/** Every column that we know of UVPapp. */
export async function checkUvp6(): Promise<Checked[]> {
  const engine = compatEngine({ dialect: "uvp6", pixelSize: 73 });
  return (await uvp6Cases()).flatMap((golden) => check(engine, golden, (_, value) => value));
}

export type Identity = { readonly name: string; readonly bound: number; readonly error: (row: (name: string) => number) => number };

/** What must hold between the columns of any row of ZooProcess, whatever the picture: the error of each and how large it may be. */
export const identities: readonly Identity[] = [
  // Circ. and Perim. have three decimals: half a thousandth, and a little of the perimeter.
  {
    name: "Circ. = 4 pi Area / Perim.²",
    bound: 5.05e-4,
    error: (f) => Math.abs(f("Circ.") - (4 * Math.PI * f("Area")) / f("Perim.") ** 2),
  },
  { name: "Area_exc = Area (1 - %Area / 100)", bound: 0.19, error: (f) => Math.abs(f("Area_exc") - f("Area") * (1 - f("%Area") / 100)) },
  {
    name: "pi / 4 Major Minor = Area, relative",
    bound: 7e-5,
    error: (f) => Math.abs(((Math.PI / 4) * f("Major") * f("Minor")) / f("Area") - 1),
  },
  { name: "IntDen = Area Mean, of Area", bound: 5.01e-4, error: (f) => Math.abs(f("IntDen") - f("Area") * f("Mean")) / f("Area") },
  { name: "Feret >= max(Width, Height)", bound: 0, error: (f) => Math.max(0, Math.max(f("Width"), f("Height")) - f("Feret")) },
  { name: "Convarea >= Area", bound: 0, error: (f) => Math.max(0, f("Area") - f("Convarea")) },
  {
    name: "XMg5, YMg5, Comp*, Nb3 are 0",
    bound: 0,
    error: (f) =>
      ["XMg5", "YMg5", "Compentropy", "Compmean", "Compslope", "CompM1", "CompM2", "CompM3", "Nb3"].reduce(
        (sum, name) => sum + Math.abs(f(name)),
        0,
      ),
  },
];

export type CheckedIdentity = { readonly name: string; readonly bound: number; readonly worst: number; readonly rows: number };

export const checkIdentities = (rows: readonly Row[]): CheckedIdentity[] =>
  identities.map(({ name, bound, error }) => ({
    name,
    bound,
    worst: Math.max(...rows.map((row) => error((column) => Number(row[column])))),
    rows: rows.length,
  }));
