import type { listMultiples, readDivisions, readOutline, readOverview } from "@nauplius/services";
import type { Answer } from "@/server/wire.ts";

export type Outline = Answer<typeof readOutline>;
export type DivisionOfObject = Answer<typeof readDivisions>[number];
export type Multiples = Answer<typeof listMultiples>;
export type ScanOverview = Answer<typeof readOverview>;
/** A drawn line, in pixels of the vignette. */
export type Line = readonly (readonly [x: number, y: number])[];
