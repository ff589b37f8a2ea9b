/** Remembers up to tens of millions of keys in 8 bytes each (16-32 with slack); a false "seen" has odds of 1e-6 at ten million. */
export type SeenKeys = { readonly add: (key: string) => boolean; readonly size: () => number };

/** FNV-1a over UTF-16 units with two offsets and a final mix: 64 bits in two words. */
function hash(text: string, seed: number): number {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i += 1) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** `add` answers true the first time it sees a key. */
export function createSeenKeys(): SeenKeys {
  let capacity = 1024;
  let table = new Uint32Array(capacity * 2);
  let size = 0;

  const place = (target: Uint32Array, slots: number, low: number, high: number): boolean => {
    for (let slot = low & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
      const a = target[2 * slot] ?? 0;
      const b = target[2 * slot + 1] ?? 0;
      if (a === low && b === high) return false;
      if (a !== 0 || b !== 0) continue;
      target[2 * slot] = low;
      target[2 * slot + 1] = high;
      return true;
    }
  };
  const grow = (): void => {
    const larger = new Uint32Array(capacity * 4);
    for (let slot = 0; slot < capacity; slot += 1) {
      const [low, high] = [table[2 * slot] ?? 0, table[2 * slot + 1] ?? 0];
      if (low !== 0 || high !== 0) place(larger, capacity * 2, low, high);
    }
    table = larger;
    capacity *= 2;
  };
  return {
    add: (key) => {
      if (size * 2 >= capacity) grow();
      const fresh = place(table, capacity, hash(key, 0), hash(key, 0x9e3779b9) | 1);
      if (fresh) size += 1;
      return fresh;
    },
    size: () => size,
  };
}
