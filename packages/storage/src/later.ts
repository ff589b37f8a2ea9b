import type { Storage } from "./storage.ts";

/** A store that is opened when it is first asked for something. */
export function later(kind: Storage["kind"], open: () => Promise<Storage>): Storage {
  let opened: Promise<Storage> | undefined;
  const store = (): Promise<Storage> => {
    opened ??= open();
    return opened;
  };
  return {
    kind,
    read: async (...args) => (await store()).read(...args),
    stream: async (...args) => (await store()).stream(...args),
    write: async (...args) => (await store()).write(...args),
    size: async (...args) => (await store()).size(...args),
    asFile: async (...args) => (await store()).asFile(...args),
    remove: async (...args) => (await store()).remove(...args),
    list: async function* (...args) {
      yield* (await store()).list(...args);
    },
    appendTo: async (...args) => (await store()).appendTo(...args),
    free: async () => (await store()).free(),
    probe: async () => (await store()).probe(),
    close: async () => (await opened)?.close(),
  };
}
