import type { listMultiples, readDivisions, readOutline, readOverview } from "@nauplius/services";

type Answer<V> = V extends { call: (...args: never) => Promise<infer O> }
  ? Extract<O, { ok: true }> extends { value: infer T }
    ? T
    : never
  : never;
type OnWire<T> = { readonly [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K] };

export type Outline = Answer<typeof readOutline>;
export type DivisionOfObject = OnWire<Answer<typeof readDivisions>[number]>;
export type Multiples = Answer<typeof listMultiples>;
export type ScanOverview = Answer<typeof readOverview>;
/** A drawn line, in pixels of the vignette. */
export type Line = readonly (readonly [x: number, y: number])[];
