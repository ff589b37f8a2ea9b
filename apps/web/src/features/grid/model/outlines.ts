import { decodeMask } from "@nauplius/imaging";
import { outlinePath } from "./outline-path.ts";
import { topics } from "./topics.ts";

export type Outline = { readonly width: number; readonly height: number; readonly path: string };
type Masks = readonly { readonly objectId: number; readonly mask: string }[];

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

/** Outlines of objects whose masks are kept, asked for a page at once and only when somebody wants to see them. */
export function createOutlines(fetchMasks: (ids: readonly number[]) => Promise<Masks>) {
  /** Null: the object has no mask. */
  const known = new Map<number, Outline | null>();
  const asked = new Set<number>();
  const changes = topics<number>();

  async function load(ids: readonly number[]): Promise<void> {
    try {
      const masks = new Map((await fetchMasks(ids)).map(({ objectId, mask }) => [objectId, mask]));
      for (const id of ids) {
        const mask = masks.get(id);
        known.set(id, mask === undefined ? null : outlineOf(mask));
        changes.tell(id);
      }
    } catch {
      // Asked again when the tiles are looked at again.
    } finally {
      for (const id of ids) asked.delete(id);
    }
  }

  return {
    get: (id: number): Outline | null => known.get(id) ?? null,
    subscribe: changes.subscribe,
    want(ids: readonly number[]): void {
      const fresh = ids.filter((id) => !known.has(id) && !asked.has(id));
      if (fresh.length === 0) return;
      for (const id of fresh) asked.add(id);
      void load(fresh);
    },
  };
}

/** A mask that cannot be read has no outline: the vignette is still to be seen. */
function outlineOf(base64: string): Outline | null {
  try {
    const mask = decodeMask(bytesOf(base64));
    return { width: mask.width, height: mask.height, path: outlinePath(mask) };
  } catch {
    return null;
  }
}
