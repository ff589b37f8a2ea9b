import type { FileState } from "../cells/fields.ts";

export type RowAnnotation = {
  readonly state: FileState;
  /** Name, display name, `name<parent` or `name (parent)`; the id wins over it. */
  readonly category: string | null;
  readonly categoryId: number | null;
  /** Names from the root to the category, `living>Animalia>Copepoda`: tells homonyms apart where there is no id. */
  readonly hierarchy: string | null;
  /** Null: the importer and the time of the import stand in. */
  readonly personName: string | null;
  readonly personEmail: string | null;
  readonly date: string | null;
  readonly time: string | null;
  /** Of a prediction, where the file tells it; null for what a person set. */
  readonly score: number | null;
};

/** One line of a table: an object with one of its images. Dates are YYYY-MM-DD, times HH:MM:SS, both as the file has them (UTC or local). */
export type EcoTaxaRow = {
  readonly line: number;
  /** At least one error was reported for this line; the faulty cells are null here. */
  readonly faulty: boolean;
  readonly objectId: string;
  readonly imageFile: string | null;
  readonly imageRank: number | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly date: string | null;
  readonly time: string | null;
  readonly depthMin: number | null;
  readonly depthMax: number | null;
  readonly link: string | null;
  readonly complement: string | null;
  readonly annotation: RowAnnotation | null;
  /** Null: the table does not give this parent (see dummyId). */
  readonly sampleId: string | null;
  readonly acquisitionId: string | null;
  readonly processId: string | null;
  readonly dataportalDescriptor: string | null;
  readonly instrument: string | null;
  /** Exact texts of the free columns, in the order of `header.free`; null for an empty cell. */
  readonly texts: readonly (string | null)[];
  /** Their numbers: null where the cell is no number, is missing, or the column is text. */
  readonly numbers: readonly (number | null)[];
};
