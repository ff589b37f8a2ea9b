import { readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { ok, projectId, refuse } from "@nauplius/domain";
import { z } from "zod";
import { verb } from "../verb.ts";
import { confined } from "./locate.ts";

export type FolderEntry = { readonly name: string; readonly kind: "folder" | "file"; readonly bytes: number };
const shownEntries = 2000;
const archive = /\.(zip|tar|tgz|gz)$/i;

/** What lies in a folder below the allowed root: sub-folders and archives. */
export const listImportFolder = verb({
  name: "import.folder",
  permission: "import.run",
  input: z.strictObject({ projectId, path: z.string().max(4096).default("") }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => {
    const root = ctx.settings?.importRoot ?? null;
    const folder = await confined(root, i.path === "" ? "." : i.path);
    if (!folder.ok) return folder;
    const top = await confined(root, ".");
    if (!top.ok) return top;
    const found = await readdir(folder.value, { withFileTypes: true }).catch(() => null);
    if (found === null) return refuse("notFound", `${i.path} is no folder that this server may read`);
    const shown = found
      .filter((e) => !e.name.startsWith(".") && (e.isDirectory() || (e.isFile() && archive.test(e.name))))
      .slice(0, shownEntries);
    const entries = await Promise.all(
      shown.map(async (e): Promise<FolderEntry> => {
        const bytes = e.isFile() ? ((await stat(join(folder.value, e.name)).catch(() => null))?.size ?? 0) : 0;
        return { name: e.name, kind: e.isDirectory() ? "folder" : "file", bytes };
      }),
    );
    entries.sort((a, b) => (a.kind === b.kind ? a.name.localeCompare(b.name, "en", { numeric: true }) : a.kind === "folder" ? -1 : 1));
    return ok({ path: relative(top.value, folder.value), entries });
  },
});
