/** Letters that carry no mark to strip, as people type them without the key. */
const plain: Readonly<Record<string, string>> = { æ: "ae", œ: "oe", ø: "o", ß: "ss", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };

/** What searches compare: lower case, without accents, spaces and underscores as one space. The one folding of names, in rows and in queries. */
export const searchName = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[æœøßłđðþı]/g, (letter) => plain[letter] ?? letter)
    .replace(/[\s_]+/g, " ")
    .trim();
