/** One piece of a batch that is segmented by itself: a scan, a recording, or a folder of images. */
export type BatchUnit = {
  /** Unlike any other of the batch: a scan's name, a recording's file, a folder. Objects are called after it. */
  readonly name: string;
  readonly kind: "scan" | "recording" | "folder";
  /** In the archive: the scan or the recording; null for a folder. */
  readonly file: string | null;
  /** In the archive: the folder whose images belong together; null for scans and recordings. */
  readonly folder: string | null;
  /** Scans of the empty tray. */
  readonly blanks: readonly string[];
  /** Tables of the particles of a cast, image by image. */
  readonly particles: readonly string[];
  /** The table that the instrument's software wrote beside its vignettes; null: there is none. */
  readonly native: string | null;
  /** Edge of a pixel that the metadata tell, um; null: they do not. */
  readonly pixelSize: number | null;
  /** Table of places by time, in the archive. */
  readonly navigation: string | null;
  /** Start of a recording, milliseconds since 1970, UTC. */
  readonly startedAt: number | null;
  readonly sample: string;
  readonly acquisition: string;
  /** EcoTaxa's columns of place, time, sample, acquisition and process, as the headers fill them. */
  readonly cells: Readonly<Record<string, string>>;
  /** Why it waits for a person: a sentence; null: everything is there. */
  readonly reason: string | null;
  /** Why it cannot do without a pixel size that a person gives: a sentence; null: it has one, or its file will tell. */
  readonly lacks: string | null;
  /** What is wrong with its file, which only another one in its place puts right: a sentence; null: nothing that could be seen. */
  readonly damage: string | null;
  /** False: another unit stands for it, and it is not segmented whatever a person adds. */
  readonly usable: boolean;
  /** A name of the tables that may be meant. */
  readonly suggestion: string | null;
};

export type BatchMatch = {
  /** Those that wait first. */
  readonly units: readonly BatchUnit[];
  readonly unmatched: number;
  /** Lines of the tables for which there is no file. */
  readonly withoutFile: readonly string[];
  /** Files that are no part of it: how many, and the first of them. */
  readonly others: { readonly count: number; readonly some: readonly string[] };
  /** What is wrong in the tables, as sentences. */
  readonly problems: readonly string[];
};

const shownOthers = 20;
export const othersOf = (names: readonly string[]): BatchMatch["others"] => ({ count: names.length, some: names.slice(0, shownOthers) });
