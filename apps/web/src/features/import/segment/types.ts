import {
  type PreviewFacts,
  type RunState,
  type SegmentProfileName,
  type SegmentSettings,
  type UnitSettings,
  whyItWaits,
} from "@nauplius/domain";

/** A batch in the list, as the API gives it. */
export type BatchLine = {
  readonly id: number;
  readonly name: string;
  readonly profile: string;
  readonly createdAt: string;
  readonly units: number;
  readonly waiting: number;
  readonly running: number;
  readonly done: number;
  readonly failed: number;
};

export type Unit = {
  readonly id: number;
  readonly name: string;
  readonly reason: string;
  readonly suggestion: string | null;
  readonly settings: UnitSettings;
  readonly runId: number | null;
  readonly found: {
    readonly sample: string;
    readonly acquisition: string;
    readonly usable: boolean;
    readonly lacks: string | null;
    /** Of a batch that was opened before files were looked at: nothing. */
    readonly damage?: string | null;
    readonly file: string | null;
  };
  readonly run: {
    readonly state: RunState;
    readonly reason: string;
    readonly step: string;
    readonly done: number;
    readonly total: number;
    /** Since when it is asked to stop; null: nobody asked. */
    readonly cancelAt: string | null;
    readonly result: { readonly objectsAdded?: number } | null;
  } | null;
};

export type Batch = {
  readonly id: number;
  readonly name: string;
  readonly profile: SegmentProfileName;
  readonly runId: number;
  readonly settings: SegmentSettings;
  /** Null until it was opened. */
  readonly facts: {
    readonly unmatched: number;
    readonly withoutFile: readonly string[];
    readonly others: { readonly count: number; readonly some: readonly string[] };
    readonly problems: readonly string[];
  } | null;
  readonly units: readonly Unit[];
};

export type Picture = {
  readonly png: string | null;
  readonly facts: PreviewFacts | null;
  readonly run: { readonly state: RunState; readonly reason: string } | null;
};

/** Why a unit that did not start waits for a person; null: it may start, and "segment all" starts it. */
export const waitsFor = ({ reason, settings, found }: Unit, batch: SegmentSettings): string | null =>
  whyItWaits({ ...found, damage: found.damage ?? null, reason }, batch, settings);
export const isReady = (unit: Unit, batch: SegmentSettings): boolean =>
  unit.run === null && unit.found.usable && waitsFor(unit, batch) === null;
