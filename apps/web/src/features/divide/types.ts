import type { listMultiples, readDivisions, readOutline, readOverview, readScanWindow } from "@nauplius/services";
import type { Answer } from "@/server/wire.ts";

export type Outline = Answer<typeof readOutline>;
export type DivisionOfObject = Answer<typeof readDivisions>[number];
export type Multiples = Answer<typeof listMultiples>;
export type ScanOverview = Answer<typeof readOverview>;
export type ScanWindow = Answer<typeof readScanWindow>;
/** A drawn line, in pixels of what it was drawn on. */
export type Line = readonly (readonly [x: number, y: number])[];
