/** Decimals that ZooProcess writes into EcoTaxa tables; columns that are not listed are written as they are. */
export const decimals: Readonly<Record<string, number>> = {
  ...{ area: 0, mean: 2, stddev: 3, mode: 0, min: 0, max: 0, x: 2, y: 2, xm: 2, ym: 2, "perim.": 2, bx: 0, by: 0, width: 0, height: 0 },
  ...{ major: 1, minor: 1, angle: 1, "circ.": 3, feret: 1, intden: 0, median: 0, skew: 3, kurt: 3, "%area": 2, xstart: 0, ystart: 0 },
  ...{ area_exc: 0, fractal: 3, skelarea: 0, slope: 3, histcum1: 0, histcum2: 0, histcum3: 0, nb1: 0, nb2: 0, nb3: 0 },
  ...{ symetrieh: 3, symetriev: 3, symetriehc: 0, symetrievc: 0, convperim: 0, convarea: 0, fcons: 3, thickr: 3, tag: 0 },
};

/** Decimals of ImageJ's results table, from which everything else is written. */
export const TABLE = 3;

export const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

/** A measured column as ZooProcess writes it: to three decimals first, then to the column's own. */
export function asWritten(name: string, value: number): number {
  const digits = decimals[name];
  return digits === undefined ? value : round(round(value, TABLE), digits);
}

/** Java's Math.round, which is JavaScript's: half a unit goes up. */
export const wholeAsWritten = (name: string, value: number): number => Math.round(asWritten(name, value));
