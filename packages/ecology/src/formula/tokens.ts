/** Where a formula is wrong, and what was expected there. `at` counts characters from 0. */
export class FormulaProblem extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(`${message}, at character ${at + 1}`);
    this.name = "FormulaProblem";
    this.at = at;
  }
}

export type Token = { readonly kind: "number" | "name" | "unit" | "sign" | "end"; readonly text: string; readonly at: number };

/** Longer formulas are mistakes. */
const MOST_CHARACTERS = 2000;

const pattern =
  /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[a-zA-Z_][\w]*(?:\.[a-zA-Z_%][\w%.]*)*)|\[(?<unit>[^\]]*)\]|(?<sign>\*\*|[-+*/(),]))/y;

export function tokensOf(text: string): Token[] {
  if (text.length > MOST_CHARACTERS)
    throw new FormulaProblem(`got ${text.length} characters, expected at most ${MOST_CHARACTERS}`, MOST_CHARACTERS);
  const tokens: Token[] = [];
  let from = 0;
  while (text.slice(from).trim() !== "") {
    pattern.lastIndex = from;
    const found = pattern.exec(text);
    if (found === null) throw new FormulaProblem(problemOf(text, from), from + leading(text, from));
    const [kind, match] = Object.entries(found.groups ?? {}).find(([, value]) => value !== undefined) ?? ["sign", ""];
    tokens.push({ kind: kind as Token["kind"], text: match ?? "", at: from + leading(text, from) });
    from = pattern.lastIndex;
  }
  return [...tokens, { kind: "end", text: "the end", at: text.length }];
}

const leading = (text: string, from: number): number => text.slice(from).length - text.slice(from).trimStart().length;

function problemOf(text: string, from: number): string {
  const got = text.slice(from).trimStart()[0];
  if (got === "^") return "got ^, expected ** for a power";
  if (got === "[") return "got [ without ], expected a unit such as [L/m3]";
  return `got ${JSON.stringify(got)}, expected a number, a name, + - * / ** or parentheses`;
}
