/** Images that travel together: few enough that one slow one does not hold many up, enough that the call costs nothing. */
export const BATCH_IMAGES = 64;
export const BATCH_BYTES = 2 * 1024 * 1024;

export type Sized = { readonly bytes: Uint8Array };

export const bytesOf = (images: readonly Sized[]): number => images.reduce((sum, image) => sum + image.bytes.byteLength, 0);

/** Cuts a list, in order, into batches of at most 64 images and 2 MiB; a larger image travels alone. */
export function batchesOf<T extends Sized>(images: readonly T[]): T[][] {
  const batches: T[][] = [];
  let batch: T[] = [];
  let bytes = 0;
  for (const image of images) {
    if (batch.length > 0 && (batch.length >= BATCH_IMAGES || bytes + image.bytes.byteLength > BATCH_BYTES)) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(image);
    bytes += image.bytes.byteLength;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
