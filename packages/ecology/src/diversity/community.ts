/** What is present in a sample: places of taxa or morphs on axes, and how much of each. */
export type Community = {
  /** Row-major, `dims` numbers a form. */
  readonly places: Float64Array;
  readonly dims: number;
  /** Relative abundances: above 0, sum 1. */
  readonly shares: Float64Array;
};

/** The forms present (abundance above 0) of a sample, from the places of all forms. Abundances in any unit; null where nothing is present. */
export function communityOf(places: Float64Array, dims: number, abundances: ArrayLike<number>): Community | null {
  if (abundances.length * dims !== places.length)
    throw new RangeError(`got ${abundances.length} abundances for ${places.length / dims} forms, expected one a form`);
  const present: number[] = [];
  let total = 0;
  for (let i = 0; i < abundances.length; i++) {
    if (!(abundances[i] >= 0 && abundances[i] < Number.POSITIVE_INFINITY))
      throw new RangeError(`abundance of form ${i}: got ${abundances[i]}, expected a number from 0 up`);
    if (abundances[i] > 0) present.push(i);
    total += abundances[i];
  }
  if (present.length === 0) return null;
  return {
    places: Float64Array.from(present.flatMap((i) => [...places.subarray(i * dims, (i + 1) * dims)])),
    dims,
    shares: Float64Array.from(present, (i) => abundances[i] / total),
  };
}

export const richnessOf = (community: Community): number => community.shares.length;

export function distanceBetween({ places, dims }: Community, i: number, j: number): number {
  let squared = 0;
  for (let c = 0; c < dims; c++) squared += (places[i * dims + c] - places[j * dims + c]) ** 2;
  return Math.sqrt(squared);
}

/** Distance of each form to a point. */
export function distancesTo({ places, dims, shares }: Community, point: ArrayLike<number>): Float64Array {
  return shares.map((_, i) => {
    let squared = 0;
    for (let c = 0; c < dims; c++) squared += (places[i * dims + c] - point[c]) ** 2;
    return Math.sqrt(squared);
  });
}
