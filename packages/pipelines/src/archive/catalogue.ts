import { type Problem, type ProblemCode, problem } from "@nauplius/formats";
import type { ArchiveEntry, Locator, Source } from "./archive.ts";
import type { ArchiveLimits } from "./limits.ts";
import { checkName, foldName, isSystemName, printable } from "./names.ts";

export type Held = ArchiveEntry & { readonly locator: Locator; readonly source: Source };

export type Catalogue = {
  /** Takes an entry in, or says by name why not. The prefix is the nested zip's own name. */
  readonly add: (raw: string, locator: Locator, source: Source) => Held | null;
  readonly refuse: (code: ProblemCode, name: string, what: string, expected?: string) => void;
  readonly remove: (held: Held) => void;
  readonly full: () => boolean;
  readonly get: (name: string) => Held | null;
  readonly values: () => Iterable<Held>;
  readonly count: () => number;
  readonly totalBytes: () => number;
  readonly problems: () => Problem[];
};

/** All entries of an archive and of the zips inside it, under one set of limits. */
export function createCatalogue(limits: ArchiveLimits): Catalogue {
  const entries = new Map<string, Held>();
  const problems: Problem[] = [];
  const skipped = { system: 0, firstSystem: "", beyond: 0 };
  let totalBytes = 0;
  let full = false;

  const refuse: Catalogue["refuse"] = (code, name, what, expected) => {
    if (problems.length >= limits.maxProblems) skipped.beyond += 1;
    else problems.push(problem({ code, file: printable(name), what, expected: expected ?? null }));
  };

  const clash = (raw: string, name: string, first: Held): void => {
    if (first.name === name) refuse("duplicateName", raw, "the archive holds this name twice; the first one stands");
    else
      refuse(
        "nameClash",
        raw,
        `the name differs from ${first.name} only in letter case or in the form of its accents`,
        "names that stay apart on every disk",
      );
  };

  const tooBig = (name: string, { size, packed }: Locator): boolean => {
    if (size > limits.maxEntryBytes) refuse("tooLarge", name, `the file has ${size} bytes`, `at most ${limits.maxEntryBytes}`);
    else if (size >= limits.ratioFloorBytes && size > packed * limits.maxRatio)
      refuse("bomb", name, `${packed} bytes would unpack to ${size}`, `at most ${limits.maxRatio} to 1`);
    else if (totalBytes + size > limits.maxTotalBytes)
      refuse("tooLarge", name, `with this file the archive unpacks to ${totalBytes + size} bytes`, `at most ${limits.maxTotalBytes}`);
    else return false;
    return true;
  };

  const add: Catalogue["add"] = (raw, locator, source) => {
    const verdict = checkName(raw);
    if (!verdict.ok) {
      refuse("unsafeName", raw, `the name ${verdict.why}`, "a relative path inside the archive");
      return null;
    }
    const { name } = verdict;
    if (isSystemName(name)) {
      if (skipped.system === 0) skipped.firstSystem = name;
      skipped.system += 1;
      return null;
    }
    if (entries.size >= limits.maxEntries) {
      if (!full)
        refuse(
          "tooManyEntries",
          raw,
          `the archive has more than ${limits.maxEntries} files; this one and those behind it are not read`,
          `at most ${limits.maxEntries}`,
        );
      full = true;
      return null;
    }
    const key = foldName(name);
    const first = entries.get(key);
    if (first) {
      clash(raw, name, first);
      return null;
    }
    if (tooBig(raw, locator)) return null;
    const held: Held = { name, size: locator.size, locator, source };
    entries.set(key, held);
    totalBytes += locator.size;
    return held;
  };

  const closing = (): Problem[] => {
    const found: Problem[] = [];
    if (skipped.system > 0) {
      const what =
        skipped.system === 1
          ? "a file of the operating system is left out"
          : `${skipped.system} files of the operating system are left out, this one first`;
      found.push(problem({ severity: "warning", code: "systemFile", file: printable(skipped.firstSystem), what }));
    }
    if (skipped.beyond > 0)
      found.push(
        problem({
          code: "tooManyEntries",
          file: "archive",
          what: `${skipped.beyond} more files were refused and are not listed one by one`,
        }),
      );
    return found;
  };

  return {
    add,
    refuse,
    remove: (held) => {
      if (entries.delete(foldName(held.name))) totalBytes -= held.size;
    },
    full: () => full,
    get: (name) => entries.get(foldName(name)) ?? null,
    values: () => entries.values(),
    count: () => entries.size,
    totalBytes: () => totalBytes,
    problems: () => [...problems, ...closing()],
  };
}
