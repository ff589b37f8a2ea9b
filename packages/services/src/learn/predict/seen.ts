import { type Db, firstVignettes, type ModelRow } from "@nauplius/db";
import { goesWithoutImage, looksAtImages } from "@nauplius/domain";
import type { Storage } from "@nauplius/storage";
import { readVignettes } from "../../object/vignettes.ts";
import { readFeatures } from "../features.ts";
import type { Seen } from "../ports.ts";

type Source = { readonly db: Db; readonly storage: Storage };

/** Objects as a model takes them: their first vignette, and the features that it knows. Without an image they come only where the model
 *  goes without and something was measured; without features only where it looks at images. */
export async function* readSeen(
  { db, storage }: Source,
  { manifest }: Pick<ModelRow, "manifest">,
  ids: readonly number[],
): AsyncGenerator<Seen> {
  const { features } = manifest;
  const measured = features === undefined ? new Map<number, Float32Array>() : await readFeatures(db, ids, features);
  const places = await firstVignettes(db, ids);
  const wanted = looksAtImages(manifest) ? places : places.filter(({ objectId }) => measured.has(Number(objectId)));
  for await (const { objectId, bytes } of readVignettes(storage, wanted))
    yield { objectId, bytes, features: measured.get(Number(objectId)) };
  if (!goesWithoutImage(manifest)) return;
  const imaged = new Set(places.map(({ objectId }) => Number(objectId)));
  for (const [objectId, own] of measured) if (!imaged.has(objectId)) yield { objectId, bytes: null, features: own };
}
