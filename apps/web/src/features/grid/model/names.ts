import { topics } from "./topics.ts";

/** Names of the taxa that the page met so far. */
export function createNames() {
  const known = new Map<number, string>();
  const changes = topics<"names">();
  let version = 0;
  return {
    of: (id: number | null): string | null => (id === null ? null : (known.get(id) ?? null)),
    version: () => version,
    subscribe: (listener: () => void) => changes.subscribe("names", listener),
    learn(taxa: readonly { readonly id: number; readonly displayName: string }[]): void {
      const fresh = taxa.filter((t) => known.get(Number(t.id)) !== t.displayName);
      if (fresh.length === 0) return;
      for (const t of fresh) known.set(Number(t.id), t.displayName);
      version += 1;
      changes.tell("names");
    },
  };
}
export type Names = ReturnType<typeof createNames>;
