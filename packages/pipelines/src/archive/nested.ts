import { ArchiveFault, type Source } from "./archive.ts";
import type { Catalogue, Held } from "./catalogue.ts";
import { checkedBytes } from "./checked.ts";
import type { ArchiveLimits } from "./limits.ts";
import type { Spool } from "./spool.ts";
import { listZip } from "./zip.ts";

type Nesting = {
  readonly catalogue: Catalogue;
  readonly spool: Spool;
  readonly sources: Source[];
  readonly limits: ArchiveLimits;
  readonly signal: AbortSignal | undefined;
};

const isZip = ({ name }: Held): boolean => name.toLowerCase().endsWith(".zip");

/** Opens the zips inside an archive (UVP6 sends a zip of zips): each is spooled, listed under its own name, and taken off the list itself. */
export function createNesting({ catalogue, spool, sources, limits, signal }: Nesting) {
  const openOne = async (zip: Held): Promise<Held[]> => {
    catalogue.remove(zip);
    const path = await spool.write(checkedBytes(zip));
    if (path === null) {
      catalogue.refuse("tooLarge", zip.name, "the zip does not fit into our temporary files", `at most ${limits.maxSpoolBytes} bytes`);
      return [];
    }
    const { source, held } = await listZip(path, { prefix: `${zip.name}/`, catalogue, signal });
    sources.push(source);
    return held.filter(isZip);
  };

  const expand = async (): Promise<void> => {
    let zips = [...catalogue.values()].filter(isZip);
    for (let depth = 1; zips.length > 0; depth += 1) {
      const deeper: Held[] = [];
      for (const zip of zips) {
        signal?.throwIfAborted();
        if (depth > limits.maxDepth) {
          catalogue.remove(zip);
          catalogue.refuse("nestedTooDeep", zip.name, `this zip lies inside ${depth} others`, `at most ${limits.maxDepth}`);
          continue;
        }
        deeper.push(
          ...(await openOne(zip).catch((error: unknown) => {
            signal?.throwIfAborted();
            return unreadable(zip, error, catalogue);
          })),
        );
      }
      zips = deeper;
    }
  };
  return { expand };
}

function unreadable(zip: Held, error: unknown, catalogue: Catalogue): Held[] {
  const { code, why } =
    error instanceof ArchiveFault
      ? { code: error.problem.code, why: error.problem.message }
      : { code: "unreadableArchive" as const, why: error instanceof Error ? error.message : "unknown fault" };
  catalogue.refuse(code, zip.name, `the zip inside cannot be opened (${why})`, "a complete zip");
  return [];
}
