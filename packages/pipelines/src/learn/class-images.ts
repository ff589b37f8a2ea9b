import type { Problem } from "@nauplius/formats";
import type { Archive } from "../archive/archive.ts";
import { type FoundImage, imageFolders, imagesOf } from "../archive/classes.ts";

export type ReadImage = FoundImage & { readonly bytes: Uint8Array };

/** The images of class folders in the archive's own order, read one after the other; what cannot be read is told. */
export async function* readClassImages(
  archive: Archive,
  want: (image: FoundImage) => boolean,
  tell: (problem: Problem) => void,
): AsyncGenerator<ReadImage> {
  for (const image of imagesOf(archive, imageFolders(archive))) {
    if (!want(image)) continue;
    const bytes = await archive.read(image.name);
    if (bytes.ok) yield { ...image, bytes: bytes.value };
    else tell(bytes.error);
  }
}
