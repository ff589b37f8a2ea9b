/** Where bytes lie in a pack. */
export type PackPlace = { readonly packId: number; readonly offset: number; readonly length: number; readonly mime: string };

/** An image as tables keep it, staged or as the vignette of an object: the vignette, and the file as it came where that is something else. */
export type StoredImage = {
  readonly place: PackPlace;
  readonly width: number;
  readonly height: number;
  readonly original: PackPlace | null;
  readonly footer: number;
  readonly background: string;
  readonly hash: Uint8Array;
  /** Run-length mask of the object, where it is known. */
  readonly mask: Uint8Array | null;
};

export const storedColumns = [
  ...["pack_id", "offset", "length", "mime", "width", "height"],
  ...["original_pack_id", "original_offset", "original_length", "original_mime"],
  ...["footer", "background", "hash", "mask"],
] as const;

const cellsOfPlace = (place: PackPlace | null) => [place?.packId, place?.offset, place?.length, place?.mime];

/** The cells of `storedColumns`. */
export const storedCells = (i: StoredImage) => [
  ...[...cellsOfPlace(i.place), i.width, i.height],
  ...[...cellsOfPlace(i.original), i.footer, i.background, i.hash, i.mask],
];
