import { unpack } from "./container.ts";
import { dataUrl } from "./data-url.ts";
import { topics } from "./topics.ts";

/** Vignettes of one request. */
export const blockSize = 200;
/** Blocks that stay in memory; the one not looked at for longest goes first. */
const keptBlocks = 16;
/** Tiles that get their pictures in one go; between two goes the page answers keys and draws. */
const drawnAtOnce = 50;
const breath = () => new Promise((resume) => setTimeout(resume, 0));

export type VignetteState = { readonly url: string | null; readonly state: "waiting" | "here" | "none" | "failed" };
const waiting: VignetteState = { url: null, state: "waiting" };

export type FetchPage = (ids: readonly number[], signal: AbortSignal) => Promise<ArrayBuffer>;

/** Pictures of a view in blocks by place: one request a block, its pictures let go when the block is evicted. */
export function createVignettes(fetchPage: FetchPage) {
  const shown = new Map<number, VignetteState>();
  const blocks = new Map<number, readonly number[]>();
  const asked = new Map<number, AbortController>();
  const changes = topics<number>();
  /** Blocks beside the view count downwards. */
  let beside = 0;

  const put = (id: number, state: VignetteState | null) => {
    if (state === null) shown.delete(id);
    else shown.set(id, state);
    changes.tell(id);
  };

  function evict(): void {
    const oldest = blocks.keys().next();
    if (blocks.size <= keptBlocks || oldest.done) return;
    const leaving = blocks.get(oldest.value) ?? [];
    blocks.delete(oldest.value);
    // An object shown beside the view is in two blocks.
    const kept = new Set([...blocks.values()].flat());
    for (const id of leaving) if (!kept.has(id)) put(id, null);
  }

  async function load(block: number, ids: readonly number[]): Promise<void> {
    const abort = new AbortController();
    asked.set(block, abort);
    try {
      const images = unpack(await fetchPage(ids, abort.signal));
      if (abort.signal.aborted) return;
      asked.delete(block);
      blocks.set(block, ids);
      evict();
      const came = new Set(images.map((image) => image.objectId));
      for (const id of ids) if (!came.has(id)) put(id, { url: null, state: "none" });
      for (const [n, image] of images.entries()) {
        if (n > 0 && n % drawnAtOnce === 0) await breath();
        // Evicted, or asked anew with more objects, in the meantime.
        if (blocks.get(block) !== ids) return;
        put(image.objectId, { url: dataUrl(image.bytes, image.mime), state: "here" });
      }
    } catch {
      if (!abort.signal.aborted) for (const id of ids) put(id, { url: null, state: "failed" });
    } finally {
      if (asked.get(block) === abort) asked.delete(block);
    }
  }

  return {
    get: (id: number): VignetteState => shown.get(id) ?? waiting,
    subscribe: changes.subscribe,
    /** Wants a block of the order; one that lacks rows by now is asked again when they are there. */
    want(block: number, ids: readonly number[]): void {
      const known = blocks.get(block);
      if (known !== undefined && known.length >= ids.length) {
        blocks.delete(block);
        blocks.set(block, known);
        return;
      }
      if (ids.length > 0 && !asked.has(block)) void load(block, ids);
    },
    /** Wants pictures of objects that are shown in another order than the view's: scrolling does not put them off. */
    wantBeside(ids: readonly number[]): void {
      for (let at = 0; at < ids.length; at += blockSize) {
        beside -= 1;
        void load(beside, ids.slice(at, at + blockSize));
      }
    },
    /** Asks no further for blocks that were scrolled past. */
    keepOnly(wanted: ReadonlySet<number>): void {
      for (const [block, abort] of asked) {
        if (block < 0 || wanted.has(block)) continue;
        abort.abort();
        asked.delete(block);
      }
    },
    clear(): void {
      for (const abort of asked.values()) abort.abort();
      asked.clear();
      for (const ids of blocks.values()) for (const id of ids) put(id, null);
      blocks.clear();
    },
  };
}
