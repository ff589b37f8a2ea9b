import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Temporary files of one archive, with one allowance for all of them. */
export type Spool = {
  /** Writes the bytes to a new file and answers its path; null when the allowance is spent. */
  readonly write: (bytes: AsyncIterable<Uint8Array>) => Promise<string | null>;
  readonly close: () => Promise<void>;
};

export function createSpool(maxBytes: number, parent: string = tmpdir()): Spool {
  let folder: string | null = null;
  let used = 0;
  let files = 0;
  return {
    write: async (bytes) => {
      folder ??= await mkdtemp(join(parent, "nauplius-archive-"));
      files += 1;
      const path = join(folder, String(files));
      const file = await open(path, "wx", 0o600);
      let written = 0;
      try {
        for await (const part of bytes) {
          if (used + part.length > maxBytes) {
            used -= written;
            await rm(path);
            return null;
          }
          await file.writeFile(part);
          used += part.length;
          written += part.length;
        }
      } finally {
        await file.close();
      }
      return path;
    },
    close: async () => {
      if (folder !== null) await rm(folder, { recursive: true, force: true });
    },
  };
}
