import type { Result } from "@nauplius/domain";

type Threshold = { readonly sense: "dark" | "bright"; readonly threshold: number };

/** A stored object that is to be divided. */
export type ObjectToDivide = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mask: Uint8Array | null;
  readonly threshold: Threshold | null;
  /** Column and row of its box in the scan; null: not known. */
  readonly place: { readonly x: number; readonly y: number } | null;
};

export type Division = {
  readonly engines: { readonly compat: "zooscan" | "uvp6"; readonly sane: boolean; readonly pixelSize: number };
} & (
  | {
      readonly kind: "separate";
      readonly object: ObjectToDivide;
      readonly lines: readonly (readonly { x: number; y: number }[])[];
      /** Whose pixels the lines count in. */
      readonly drawnOn: "vignette" | "scan";
    }
  | { readonly kind: "join"; readonly objects: readonly ObjectToDivide[] }
);

export type Part = {
  /** PNG. */
  readonly vignette: { readonly bytes: Uint8Array; readonly width: number; readonly height: number };
  readonly mask: Uint8Array;
  readonly area: number;
  readonly background: "light" | "dark";
  readonly features: Readonly<Record<string, number>>;
};

/** What dividing needs of the picture side (packages/pipelines): the worker passes it in. Refusals are sentences. */
export type DividePorts = {
  readonly divide: (division: Division, signal: AbortSignal) => Promise<Result<Part[], string>>;
  /** "nauplius 0.1.0": who measured. */
  readonly software: string;
};
