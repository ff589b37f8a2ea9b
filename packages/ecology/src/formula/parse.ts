import { FormulaProblem, type Token, tokensOf } from "./tokens.ts";
import { parseUnit, plain, type Unit, unitSymbols } from "./units.ts";

export type Operator = "+" | "-" | "*" | "/" | "**";

/** A formula as a tree; `at` is where in the text each piece stands. */
export type Node = { readonly at: number } & (
  | { readonly kind: "number"; readonly value: number; readonly unit: Unit }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "call"; readonly name: string; readonly inputs: readonly Node[] }
  | { readonly kind: "minus"; readonly of: Node }
  | { readonly kind: "binary"; readonly operator: Operator; readonly left: Node; readonly right: Node }
);

/** Deeper formulas are mistakes, or attacks on the stack. */
const MOST_LEVELS = 100;

/**
 * Reads the arithmetic of Python's formulas, as EcoTaxa stores them: + - * / **, unary minus, parentheses, numbers (with a unit in
 * brackets where they have one: 1000 [L/m3]), names with dots (obj.area, math.pi) and calls of functions. Nothing else exists here.
 */
export function parseFormula(text: string): Node {
  const tokens = tokensOf(text);
  // The end: reading on stays there.
  const last = tokens.at(-1) ?? { kind: "end", text: "the end", at: text.length };
  let next = 0;
  let level = 0;
  const peek = (): Token => tokens[next] ?? last;
  const take = (): Token => tokens[next++] ?? last;
  const expect = (sign: string): void => {
    const token = take();
    if (token.kind !== "sign" || token.text !== sign) throw new FormulaProblem(`got ${token.text}, expected ${sign}`, token.at);
  };
  const isSign = (...signs: string[]): boolean => peek().kind === "sign" && signs.includes(peek().text);

  const chain = (signs: Operator[], operand: () => Node): Node => {
    let left = operand();
    while (isSign(...signs)) {
      const { text: operator, at } = take();
      left = { kind: "binary", operator: operator as Operator, left, right: operand(), at };
    }
    return left;
  };
  const sum = (): Node => {
    if (++level > MOST_LEVELS) throw new FormulaProblem(`got more than ${MOST_LEVELS} levels of parentheses`, peek().at);
    const made = chain(["+", "-"], () => chain(["*", "/"], signed));
    level--;
    return made;
  };
  const signed = (): Node => {
    if (!isSign("-", "+")) return raised();
    const { text: sign, at } = take();
    if (++level > MOST_LEVELS) throw new FormulaProblem(`got more than ${MOST_LEVELS} signs in a row`, at);
    const of = signed();
    level--;
    return sign === "-" ? { kind: "minus", of, at } : of;
  };
  // As in Python a power binds tighter than the sign before it, and to the right: -a**2 is -(a**2), a**b**c is a**(b**c).
  const raised = (): Node => {
    const left = atom();
    if (!isSign("**")) return left;
    const { at } = take();
    return { kind: "binary", operator: "**", left, right: signed(), at };
  };
  const atom = (): Node => {
    const token = take();
    if (token.kind === "number") return { kind: "number", value: Number(token.text), unit: unitAfter(), at: token.at };
    if (token.kind === "name")
      return isSign("(")
        ? { kind: "call", name: token.text, inputs: inputs(), at: token.at }
        : { kind: "name", name: token.text, at: token.at };
    if (token.kind === "sign" && token.text === "(") {
      const inside = sum();
      expect(")");
      return inside;
    }
    throw new FormulaProblem(`got ${token.text}, expected a number, a name or (`, token.at);
  };
  const unitAfter = (): Unit => {
    if (peek().kind !== "unit") return plain;
    const token = take();
    const unit = parseUnit(token.text);
    if (unit === null) throw new FormulaProblem(`got the unit [${token.text}], expected one made of ${unitSymbols.join(", ")}`, token.at);
    return unit;
  };
  const inputs = (): Node[] => {
    expect("(");
    if (isSign(")")) {
      take();
      return [];
    }
    const made = [sum()];
    while (isSign(",")) {
      take();
      made.push(sum());
    }
    expect(")");
    return made;
  };

  const formula = sum();
  if (peek().kind !== "end") throw new FormulaProblem(`got ${peek().text}, expected an operator or the end`, peek().at);
  return formula;
}
