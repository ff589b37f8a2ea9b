import { compileView, type Db, exportGroups, idsAfter, type Sight } from "@nauplius/db";
import { defaultSort, type ExportOptions, type LedgerPosition } from "@nauplius/domain";
import type { FreeExportColumn } from "@nauplius/formats";
import type { Storage } from "@nauplius/storage";

/** Objects that go into one table, in id order. `key`: sample or taxon id; 0: all together, or without taxon. */
export type Group = { readonly key: number; readonly ids: readonly number[] };

const chunk = 20_000;

/** The objects of a view, in the tables that they go to. */
export async function takeSnapshot(db: Db, sight: Sight, options: ExportOptions, position: LedgerPosition): Promise<Group[]> {
  const view = await compileView(db, sight, options.filter, defaultSort);
  const groups = new Map<number, number[]>();
  for (let ids = await idsAfter(db, view, 0, chunk); ids.length > 0; ids = await idsAfter(db, view, ids.at(-1) ?? 0, chunk)) {
    const placed =
      options.split === "none" ? ids.map((id) => ({ id: Number(id), group: 0 })) : await exportGroups(db, ids, options.split, position);
    for (const { id, group } of placed) {
      const list = groups.get(group);
      if (list) list.push(id);
      else groups.set(group, [id]);
    }
  }
  return [...groups].sort(([a], [b]) => a - b).map(([key, ids]) => ({ key, ids }));
}

/** Kept beside the export, so that an interrupted one, or the same one asked for again, holds the same objects. */
const snapshotKey = (run: number): string => `exports/run-${run}/objects.bin`;
const columnsKey = (run: number): string => `exports/run-${run}/columns.json`;

/** The free columns of an export: those that come later are no part of it. */
export async function keepColumns(storage: Storage, run: number, columns: readonly FreeExportColumn[]): Promise<void> {
  await storage.write(columnsKey(run), new TextEncoder().encode(JSON.stringify(columns)));
}

export async function readColumns(storage: Storage, run: number): Promise<readonly FreeExportColumn[] | null> {
  const size = await storage.size(columnsKey(run));
  return size === null ? null : JSON.parse(new TextDecoder().decode(await storage.read(columnsKey(run), 0, size)));
}

const placesKey = (run: number): string => `exports/run-${run}/places.json`;

/** What was said of samples and their objects when the export was settled: the same one made again says the same. */
export async function keepPlaces(storage: Storage, run: number, warnings: readonly string[]): Promise<void> {
  await storage.write(placesKey(run), new TextEncoder().encode(JSON.stringify(warnings)));
}

export async function readPlaces(storage: Storage, run: number): Promise<readonly string[]> {
  const size = await storage.size(placesKey(run));
  return size === null ? [] : JSON.parse(new TextDecoder().decode(await storage.read(placesKey(run), 0, size)));
}

/** Layout: numbers as float64 (ids stay below 2^53): for each group its key, its length, its ids. */
export async function keepSnapshot(storage: Storage, run: number, groups: readonly Group[]): Promise<void> {
  const numbers = new Float64Array(groups.reduce((sum, g) => sum + 2 + g.ids.length, 0));
  let at = 0;
  for (const g of groups) {
    numbers[at++] = g.key;
    numbers[at++] = g.ids.length;
    numbers.set(g.ids, at);
    at += g.ids.length;
  }
  await storage.write(snapshotKey(run), new Uint8Array(numbers.buffer));
}

export async function readSnapshot(storage: Storage, run: number): Promise<Group[] | null> {
  const size = await storage.size(snapshotKey(run));
  if (size === null) return null;
  const bytes = size === 0 ? new Uint8Array(0) : await storage.read(snapshotKey(run), 0, size);
  const numbers = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
  const groups: Group[] = [];
  for (let at = 0; at < numbers.length; ) {
    const key = numbers[at++] ?? 0;
    const length = numbers[at++] ?? 0;
    groups.push({ key, ids: Array.from(numbers.subarray(at, at + length)) });
    at += length;
  }
  return groups;
}
