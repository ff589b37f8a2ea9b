import type { Agreement } from "@nauplius/services";

export type Both = { readonly own: Agreement; readonly others: Agreement; readonly cannotSay: number };
export type Status = {
  readonly share: number;
  readonly managerSees: boolean;
  readonly decided: number;
  readonly allowed: number;
  readonly waiting: number;
};
export type Told = {
  readonly mine: Both;
  readonly differ: readonly { readonly objectId: number; readonly own: boolean }[];
  readonly project: (Both & { readonly persons: readonly (Both & { readonly name: string })[] }) | null;
};
/** A vignette without anything that tells what it was called. */
export type PlainVignette = { readonly id: number; readonly width: number; readonly height: number; readonly background: string };
export type Shown = { readonly id: number; readonly pixelSize: number | null; readonly vignettes: readonly PlainVignette[] };
