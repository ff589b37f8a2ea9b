import { err, looksAtImages, ok, type Result } from "@nauplius/domain";
import type { OpenModel } from "./model-folder.ts";

type Told = { readonly onNotice?: (notice: string) => void };

/** Images in folders have no measured features: a model that takes some is told to go without, one that looks at nothing else is refused. */
export function forFolders({ path, manifest }: OpenModel, { onNotice }: Told): Result<null, string> {
  const { features } = manifest;
  if (!looksAtImages(manifest))
    return err(`${path} looks at measured features alone, which images in folders do not have: use it on the objects of a project`);
  if (features !== undefined)
    onNotice?.(`the model takes ${features.names.length} measured features, which images in folders do not have: it goes without them`);
  return ok(null);
}
