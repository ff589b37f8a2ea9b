import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openModel } from "@nauplius/pipelines/learn";
import { registerModel } from "@nauplius/services";
import { z } from "zod";
import type { Dependencies } from "../jobs/dependencies.ts";
import { parcelOf } from "./model-files.ts";

const shippedFolder = fileURLToPath(new URL("../../../../models", import.meta.url));
const aliasFile = z.record(z.string(), z.array(z.string()));

type Ship = Pick<Dependencies, "db" | "storage" | "clock" | "log">;

/** Makes the models that ship with the product known to the site: at every start, and at most once each. A model that is broken is told
 *  and left out; it stops nothing else. */
export async function shipModels(d: Ship, root = shippedFolder): Promise<void> {
  for (const name of await readdir(root).catch(() => [])) {
    const aliases = await aliasesOf(join(root, name, "taxa.json"));
    const versions = (await readdir(join(root, name)).catch(() => [])).filter((version) => /^\d+\.\d+\.\d+$/.test(version));
    for (const version of versions.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }))) {
      const folder = join(root, name, version);
      const opened = await openModel(folder);
      if (!opened.ok) {
        d.log.warn({ model: folder }, opened.error);
        continue;
      }
      const registered = await registerModel(d, await parcelOf(folder, opened.value.manifest), { origin: "shipped", by: null, aliases });
      if (!registered.ok) d.log.warn({ model: folder }, registered.error.message);
      else if (registered.value.isNew) d.log.info({ model: `${name} ${version}` }, "model registered");
    }
  }
}

async function aliasesOf(path: string): Promise<Record<string, string[]>> {
  const text = await readFile(path, "utf8").catch(() => null);
  return text === null ? {} : aliasFile.parse(JSON.parse(text));
}
