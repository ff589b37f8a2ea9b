/** The distinct whole radii round(1.1^k), k = 1..40, px: those of ZooProcess' fractal dimension. */
export const radii: readonly number[] = [...new Set(Array.from({ length: 40 }, (_, k) => Math.round(1.1 ** (k + 1))))];
