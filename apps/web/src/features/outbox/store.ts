import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Gesture } from "../grid/model/gestures.ts";
import type { Conflict } from "../grid/model/tiles.ts";
import type { Entry } from "./outbox.ts";
import type { Durable } from "./sheltered.ts";

type KeptConflict = Conflict & { readonly key: string; readonly owner: string };

interface Schema extends DBSchema {
  gestures: { key: number; value: Omit<Entry, "seq"> & { seq?: number }; indexes: { byUser: string } };
  conflicts: { key: string; value: KeptConflict; indexes: { byOwner: string } };
}

let opened: Promise<IDBPDatabase<Schema>> | undefined;
/** What could not be opened, or was closed by the browser, is opened anew at the next need. */
const forget = (): void => {
  opened = undefined;
};
const database = () => {
  opened ??= openDB<Schema>("nauplius", 1, {
    upgrade(db) {
      db.createObjectStore("gestures", { keyPath: "seq", autoIncrement: true }).createIndex("byUser", "userId");
      db.createObjectStore("conflicts", { keyPath: "key" }).createIndex("byOwner", "owner");
    },
    terminated: forget,
  });
  opened.catch(forget);
  return opened;
};

/** The browser's own database: what is written there is still there after the tab is closed. */
export const indexedStore: Durable = {
  add: async (userId: string, gesture: Gesture) => {
    const tx = (await database()).transaction("gestures", "readwrite", { durability: "strict" });
    const seq = await tx.store.add({ userId, gesture });
    await tx.done;
    return seq;
  },
  all: async (userId) => (await (await database()).getAllFromIndex("gestures", "byUser", userId)) as Entry[],
  remove: async (seq) => (await database()).delete("gestures", seq),
};

const ownerOf = (userId: string, projectId: number): string => `${userId}/${projectId}`;

/** Conflicts wait for a decision as long as it takes. */
export async function keepConflicts(userId: string, projectId: number, conflicts: readonly Conflict[]): Promise<void> {
  if (conflicts.length === 0) return;
  const owner = ownerOf(userId, projectId);
  const tx = (await database()).transaction("conflicts", "readwrite");
  await Promise.all([...conflicts.map((conflict) => tx.store.put({ ...conflict, owner, key: `${owner}/${conflict.id}` })), tx.done]);
}

/** They were decided. */
export async function dropConflicts(userId: string, projectId: number, ids: readonly number[]): Promise<void> {
  const tx = (await database()).transaction("conflicts", "readwrite");
  await Promise.all([...ids.map((id) => tx.store.delete(`${ownerOf(userId, projectId)}/${id}`)), tx.done]);
}

export const keptConflicts = async (userId: string, projectId: number): Promise<Conflict[]> =>
  (await database()).getAllFromIndex("conflicts", "byOwner", ownerOf(userId, projectId));
