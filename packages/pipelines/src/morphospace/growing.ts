/** Numbers that come one by one, in blocks: a doubling array would hold a million rows three times. */
export class GrowingColumn {
  static readonly #block = 65_536;
  readonly #blocks: Float64Array[] = [];
  #length = 0;

  push(value: number): void {
    const at = this.#length % GrowingColumn.#block;
    if (at === 0) this.#blocks.push(new Float64Array(GrowingColumn.#block));
    const last = this.#blocks[this.#blocks.length - 1];
    if (last !== undefined) last[at] = value;
    this.#length += 1;
  }

  /** All of them in one array; the blocks are let go. */
  take(): Float64Array {
    const all = new Float64Array(this.#length);
    for (let at = 0; at < all.length; at += GrowingColumn.#block) {
      const block = this.#blocks.shift() ?? new Float64Array(0);
      all.set(block.subarray(0, Math.min(GrowingColumn.#block, all.length - at)), at);
    }
    return all;
  }
}

/** Texts that repeat, each kept once. */
export class GrowingText {
  readonly #numbers = new Map<string, number>();
  readonly #values = new GrowingColumn();

  push(text: string): void {
    const number = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, number);
    this.#values.push(number);
  }

  take(): { readonly names: string[]; readonly numberOf: Int32Array } {
    return { names: [...this.#numbers.keys()], numberOf: Int32Array.from(this.#values.take()) };
  }
}
