/** Numbers in names by their size, the rest by letters: frame2 before frame10, whatever the machine's language. */
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

export const inNaturalOrder = (a: string, b: string): number => collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
