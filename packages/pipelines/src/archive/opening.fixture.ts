import type { Archive } from "./archive.ts";
import { type RawEntry, rawZip, saved } from "./corpus.fixture.ts";
import type { ArchiveLimits } from "./limits.ts";
import { openArchive } from "./open.ts";

let made = 0;
export type Opened = { names: string[]; codes: Record<string, string>; archive: Archive };

export async function opened(folder: string, bytes: Uint8Array | string, limits: Partial<ArchiveLimits> = {}): Promise<Opened> {
  made += 1;
  const path = typeof bytes === "string" ? bytes : await saved(folder, `case-${made}`, bytes);
  const result = await openArchive(path, { limits, temporary: folder });
  if (!result.ok) throw new Error(result.error.message);
  const archive = result.value;
  const names = [...archive.entries()].map(({ name }) => name).toSorted();
  const codes = Object.fromEntries(archive.problems.map(({ file, code }) => [file, code]));
  await archive.close();
  return { names, codes, archive };
}

/** Opens, reads every entry, and tells which ones were refused in reading. */
export async function readAll(folder: string, bytes: Uint8Array, limits: Partial<ArchiveLimits> = {}): Promise<Record<string, string>> {
  made += 1;
  const path = await saved(folder, `case-${made}`, bytes);
  const result = await openArchive(path, { limits, temporary: folder });
  if (!result.ok) return { archive: result.error.code };
  const outcome: Record<string, string> = Object.fromEntries(result.value.problems.map(({ file, code }) => [file, code]));
  for (const { name } of result.value.entries()) {
    const read = await result.value.read(name);
    outcome[name] = read.ok ? `${read.value.length}` : read.error.code;
  }
  await result.value.close();
  return outcome;
}

const good: RawEntry = { name: "good.png", data: Buffer.from("good bytes") };
export const zipWith = (...entries: readonly RawEntry[]): Buffer => rawZip([...entries, good]);
