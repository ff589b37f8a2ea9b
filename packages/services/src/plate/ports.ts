import type { PlateForm, PlateWords } from "@nauplius/domain";

/** An object as a plate shows it. */
export type PlatedObject = {
  /** Of the vignette, px. */
  readonly width: number;
  readonly height: number;
  /** Micrometres; null: not known. */
  readonly pixelSize: number | null;
  /** The vignette as it is stored; null: without image. */
  readonly bytes: Uint8Array | null;
  readonly taxon: string;
  readonly name: string;
};

export type Plate = {
  readonly form: PlateForm;
  readonly objects: readonly PlatedObject[];
  readonly title: string;
  readonly words: PlateWords;
  readonly about: string;
  readonly made: Date;
};

/** What plates need of the file side (packages/pipelines). */
export type PlatePorts = {
  readonly draw: (
    plate: Plate,
    watch: { readonly signal: AbortSignal; readonly onPage: (done: number, pages: number) => void },
  ) => Promise<{ readonly pages: number; readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[] }>;
};
