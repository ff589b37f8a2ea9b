import { realpath, stat } from "node:fs/promises";
import { basename, isAbsolute, join, resolve, sep } from "node:path";
import { uploadById } from "@nauplius/db";
import { ok, refuse } from "@nauplius/domain";
import type { Outcome } from "../verb.ts";
import type { ImportSource } from "./input.ts";
import type { ImportDependencies } from "./job.ts";

export type Located = {
  readonly path: string;
  /** For people, and for the sample of a batch without a table. */
  readonly name: string;
  /** Takes a temporary copy away. */
  readonly release: () => Promise<void>;
};
const stays = async (): Promise<void> => undefined;

/** A path below the allowed root, whatever links lie on the way. */
export async function confined(root: string | null, path: string): Promise<Outcome<string>> {
  if (root === null)
    return refuse("forbidden", "imports from a path of the server are switched off here; the operator allows them with IMPORT_ROOT");
  const nothing = refuse("notFound", `there is no ${path} below the import folder of this server`);
  const top = await realpath(root).catch(() => null);
  const wanted = isAbsolute(path) ? resolve(path) : resolve(join(root, path));
  const real = await realpath(wanted).catch(() => null);
  if (top === null || real === null) return nothing;
  return real === top || real.startsWith(top.endsWith(sep) ? top : top + sep) ? ok(real) : nothing;
}

/** Finds the batch on this machine. */
export async function locate(
  d: Pick<ImportDependencies, "db" | "storage" | "importRoot">,
  source: ImportSource,
): Promise<Outcome<Located>> {
  if (source.from === "path") {
    const found = await stat(source.path).catch(() => null);
    return found === null
      ? refuse("notFound", `there is no ${source.path} on this machine`)
      : ok({ path: source.path, name: basename(source.path), release: stays });
  }
  if (source.from === "server") {
    const path = await confined(d.importRoot, source.path);
    return path.ok ? ok({ path: path.value, name: basename(path.value), release: stays }) : path;
  }
  const upload = await uploadById(d.db, source.upload);
  if (upload === null) return refuse("gone", "the upload is no longer there; upload the file again");
  if (upload.receivedAt === null) return refuse("notReady", `${upload.name} has not arrived whole yet`);
  return ok({ ...(await d.storage.asFile(upload.key)), name: upload.name });
}

/** "planktonset.tar.gz" -> "planktonset". */
export const batchName = (name: string): string => name.replace(/\.(zip|tar|tgz|gz)$/i, "").replace(/\.tar$/i, "") || "import";
