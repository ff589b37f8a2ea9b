import type { Shown } from "@/components/vignette/strip.tsx";

type Part = {
  readonly text: string;
  readonly objectIds: readonly number[];
  readonly by: string | null;
  readonly at: string | null;
  readonly version: number;
};
export type Alike = {
  readonly taxonId: number;
  readonly taxon: string;
  readonly tell: string;
  readonly images: readonly Shown[];
};
/** A sheet as the API sends it. */
export type Sheet = {
  readonly taxon: { readonly id: number; readonly displayName: string };
  readonly site: Part & { readonly lookAlikes: readonly Alike[] };
  readonly project: (Part & { readonly id: number; readonly title: string }) | null;
  readonly images: readonly Shown[];
  /** Somebody chose the images. */
  readonly chosen: boolean;
  readonly may: { readonly site: boolean; readonly project: boolean };
};
