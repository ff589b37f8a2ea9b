import { randomUUID } from "node:crypto";
import {
  type Db,
  deletePack,
  holdPack,
  insertPack,
  livePieces,
  type MovedPiece,
  markEmptied,
  type PackToCompact,
  type Piece,
  packsToCompact,
  packsToDelete,
  pointersTo,
  recordPack,
  revivePack,
  sealAbandoned,
  switchPack,
} from "@nauplius/db";
import type { Clock } from "@nauplius/domain";
import type { PackWriter, Storage } from "@nauplius/storage";

export type Compaction = {
  readonly db: Db;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly worker: string;
  readonly stop: AbortSignal;
};

/** Packs of which more is dead than this are written anew. */
const deadShare = 0.5;
const packsAtOnce = 20;
const hourMs = 3_600_000;
/** Reads that began before a switch (a page, an export under way) are over after this. */
const graceMs = 24 * hourMs;
const abandonedMs = 24 * hourMs;
/** Pieces that lie nearer than this are read in one go, up to the length of one read. */
const gap = 64 * 1024;
const readBytes = 4 * 1024 * 1024;

export type Compacted = { readonly packs: number; readonly bytesFreed: number; readonly deleted: number };

/** Writes what is still pointed at of half-dead packs into new ones, and deletes blobs that nothing reads any more. Safe to be killed anywhere:
 *  a new pack that nothing points at is dead itself, and an old blob goes only after its rows did. */
export async function compactPacks(d: Compaction): Promise<Compacted> {
  const deleted = await deleteEmptied(d);
  await sealAbandoned(d.db, new Date(d.clock.now().getTime() - abandonedMs));
  let packs = 0;
  let bytesFreed = 0;
  for (const pack of await packsToCompact(d.db, 1 - deadShare, packsAtOnce)) {
    if (d.stop.aborted) break;
    if (!(await compactOne(d, pack))) continue;
    packs += 1;
    bytesFreed += pack.bytes - pack.live;
  }
  return { packs, bytesFreed, deleted };
}

async function compactOne(d: Compaction, pack: PackToCompact): Promise<boolean> {
  const pieces = await livePieces(d.db, pack.id);
  if (pieces.length === 0)
    return d.db.transaction(async (tx) => {
      const empty = (await holdPack(tx, pack.id)) && (await pointersTo(tx, pack.id)) === 0;
      return empty && (await markEmptied(tx, pack.id, d.clock.now())) === 1;
    });
  const key = `packs/compact-${randomUUID()}`;
  const made = await insertPack(d.db, key, `compact-${d.worker}`);
  const writer = await d.storage.appendTo(key);
  try {
    const moved = await rewrite(d, pack.key, pieces, writer);
    const { bytes } = await writer.commit();
    return await switchTo(d, { from: pack.id, to: made, bytes, moved });
  } finally {
    await writer.close();
  }
}

class NotSwitched extends Error {}

/** One transaction: from its commit on everybody reads the new pack. */
async function switchTo(d: Compaction, s: { from: number; to: number; bytes: number; moved: readonly MovedPiece[] }): Promise<boolean> {
  try {
    return await d.db.transaction(async (tx) => {
      if (!(await holdPack(tx, s.from))) throw new NotSwitched();
      await recordPack(tx, s.to, s.bytes, true);
      if ((await switchPack(tx, s.from, s.to, s.moved, d.clock.now())) > 0) throw new NotSwitched();
      return true;
    });
  } catch (error) {
    // Something new points at the old pack: it stays, and the new one is dead.
    if (error instanceof NotSwitched) return false;
    throw error;
  }
}

/** Copies pieces one after the other; answers where each lies now. */
async function rewrite(d: Compaction, key: string, pieces: readonly Piece[], writer: PackWriter): Promise<MovedPiece[]> {
  const moved: MovedPiece[] = [];
  for (const stretch of stretches(pieces)) {
    d.stop.throwIfAborted();
    const [first] = stretch;
    if (first === undefined) continue;
    const end = Math.max(...stretch.map((p) => p.offset + p.length));
    const bytes = await d.storage.read(key, first.offset, end - first.offset);
    for (const p of stretch) {
      const from = p.offset - first.offset;
      moved.push({ ...p, to: writer.append(bytes.subarray(from, from + p.length)) });
    }
  }
  return moved;
}

/** Pieces that are read together. */
export function stretches(pieces: readonly Piece[]): Piece[][] {
  const all: Piece[][] = [];
  let open: Piece[] = [];
  let [start, end] = [0, 0];
  for (const piece of pieces) {
    if (open.length === 0 || piece.offset > end + gap || piece.offset + piece.length - start > readBytes) {
      open = [];
      all.push(open);
      [start, end] = [piece.offset, piece.offset];
    }
    open.push(piece);
    end = Math.max(end, piece.offset + piece.length);
  }
  return all;
}

async function deleteEmptied(d: Compaction): Promise<number> {
  let deleted = 0;
  for (const { id, key } of await packsToDelete(d.db, new Date(d.clock.now().getTime() - graceMs))) {
    const unused = await d.db.transaction(async (tx) => {
      if ((await pointersTo(tx, id)) === 0) return true;
      await revivePack(tx, id);
      return false;
    });
    if (!unused) continue;
    await d.storage.remove(key);
    await deletePack(d.db, id);
    deleted += 1;
  }
  return deleted;
}
