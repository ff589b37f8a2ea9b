import type { Agreement } from "@nauplius/services";
import type { Shown } from "@/features/opinions/types.ts";

export type PracticeSet = {
  readonly id: number;
  readonly name: string;
  readonly about: string;
  readonly closedAt: string | null;
  readonly objects: number;
  readonly taxa: number;
  readonly finished: number;
  readonly begun: number | null;
};
export type Stand = {
  readonly total: number;
  readonly answered: number;
  readonly object: (Omit<Shown, "id"> & { readonly ordinal: number }) | null;
  readonly taxa: readonly { readonly id: number; readonly displayName: string }[];
};
export type Result = {
  readonly last: { readonly agreement: Agreement; readonly wrong: readonly { readonly objectId: number }[] } | null;
  readonly earlier: readonly (Pick<Agreement, "objects" | "agreed" | "kappa" | "low" | "high"> & { readonly at: string })[];
};
