import { bareName, constants, functions } from "./functions.ts";
import { type Node, parseFormula } from "./parse.ts";
import { FormulaProblem } from "./tokens.ts";
import { isPlain, parseUnit, plain, power, printUnit, product, quotient, sameKind, type Unit } from "./units.ts";

/** Values by name, in the units declared; null, undefined and NaN are missing. */
export type Values = Readonly<Record<string, number | null | undefined>>;

export type FormulaResult =
  | { readonly value: number; readonly reason?: undefined }
  /** Missing names, or a number that is none (a division by 0). */
  | { readonly value: null; readonly reason: string };

export type Formula = {
  readonly text: string;
  /** Unit of the result. */
  readonly unit: string;
  /** Names it needs, in order of appearance. */
  readonly names: readonly string[];
  readonly evaluate: (values: Values) => FormulaResult;
};

export type FormulaReading =
  | { readonly ok: true; readonly formula: Formula }
  | { readonly ok: false; readonly error: { readonly message: string; readonly at: number } };

type Typed = { readonly unit: Unit; readonly compute: (values: Values) => number; readonly constant: number | null };

/**
 * Reads a formula and checks its units: `variables` gives each name its unit ("px2", "mm/px", "m3", "1"), `unit` the one wanted. Values go in
 * and come out in those units, whatever the formula mixes in between: L and m3 add up. No eval: the tree is walked, and there is
 * nothing in it but arithmetic.
 */
export function readFormula(text: string, variables: Readonly<Record<string, string>>, unit: string): FormulaReading {
  try {
    const wanted = unitOf(unit, 0);
    const units = new Map(Object.entries(variables).map(([name, symbol]) => [name, unitOf(symbol, 0)]));
    const names: string[] = [];
    const typed = check(parseFormula(text), units, names);
    if (!sameKind(typed.unit, wanted)) throw new FormulaProblem(`the formula gives ${printUnit(typed.unit)}, expected ${unit}`, 0);
    const evaluate = (values: Values): FormulaResult => {
      const missing = names.filter((name) => values[name] === null || values[name] === undefined || Number.isNaN(values[name]));
      if (missing.length > 0) return { value: null, reason: `missing: ${missing.join(", ")}` };
      const value = typed.compute(values) / wanted.scale;
      return Number.isFinite(value)
        ? { value }
        : { value: null, reason: "not a number: a division by 0, or a root or logarithm of what has none" };
    };
    return { ok: true, formula: { text, unit, names, evaluate } };
  } catch (error) {
    if (error instanceof FormulaProblem) return { ok: false, error: { message: error.message, at: error.at } };
    throw error;
  }
}

function unitOf(symbol: string, at: number): Unit {
  const unit = parseUnit(symbol);
  if (unit === null) throw new FormulaProblem(`got the unit ${JSON.stringify(symbol)}, expected one such as px2, mm/px or m3`, at);
  return unit;
}

function check(node: Node, units: ReadonlyMap<string, Unit>, names: string[]): Typed {
  const inner = (child: Node): Typed => check(child, units, names);
  switch (node.kind) {
    case "number": {
      const value = node.value * node.unit.scale;
      return { unit: node.unit, compute: () => value, constant: isPlain(node.unit) ? value : null };
    }
    case "name":
      return checkName(node.name, node.at, units, names);
    case "minus": {
      const of = inner(node.of);
      return { unit: of.unit, compute: (values) => -of.compute(values), constant: of.constant === null ? null : -of.constant };
    }
    case "call":
      return checkCall(node, node.inputs.map(inner));
    case "binary":
      return checkBinary(node, inner(node.left), inner(node.right));
  }
}

function checkName(name: string, at: number, units: ReadonlyMap<string, Unit>, names: string[]): Typed {
  const unit = units.get(name);
  if (unit !== undefined) {
    if (!names.includes(name)) names.push(name);
    return { unit, compute: (values) => (values[name] ?? Number.NaN) * unit.scale, constant: null };
  }
  const value = Object.hasOwn(constants, bareName(name)) ? constants[bareName(name)] : undefined;
  if (value === undefined) {
    const known = [...units.keys(), ...Object.keys(constants)];
    throw new FormulaProblem(`got the name ${name}, expected one of ${known.slice(0, 20).join(", ")}`, at);
  }
  return { unit: plain, compute: () => value, constant: value };
}

function checkCall({ name, at }: { name: string; at: number }, inputs: readonly Typed[]): Typed {
  const called = Object.hasOwn(functions, bareName(name)) ? functions[bareName(name)] : undefined;
  if (called === undefined) throw new FormulaProblem(`got the function ${name}, expected one of ${Object.keys(functions).join(", ")}`, at);
  const [least, most] = called.inputs;
  if (inputs.length < least || inputs.length > most) {
    const expected = least === most ? `${least}` : `${least} to ${most}`;
    throw new FormulaProblem(`${name} got ${inputs.length} inputs, expected ${expected}`, at);
  }
  const [first] = inputs;
  if (inputs.some((input) => first !== undefined && !sameKind(input.unit, first.unit)))
    throw new FormulaProblem(`${name} got inputs of different units`, at);
  const unit = called.unit(inputs.map((input) => input.unit));
  if (typeof unit === "string") throw new FormulaProblem(`${name}: ${unit}`, at);
  return {
    unit: { ...unit, scale: 1 },
    compute: (values) => called.compute(...inputs.map((input) => input.compute(values))),
    constant: null,
  };
}

function checkBinary({ operator, at }: Extract<Node, { kind: "binary" }>, left: Typed, right: Typed): Typed {
  const [a, b] = [left.compute, right.compute];
  const constant = (compute: (x: number, y: number) => number): number | null =>
    left.constant === null || right.constant === null ? null : compute(left.constant, right.constant);
  if (operator === "*") return { unit: product(left.unit, right.unit), compute: (v) => a(v) * b(v), constant: constant((x, y) => x * y) };
  if (operator === "/") return { unit: quotient(left.unit, right.unit), compute: (v) => a(v) / b(v), constant: constant((x, y) => x / y) };
  if (operator === "**") return checkPower(at, left, right);
  if (!sameKind(left.unit, right.unit))
    throw new FormulaProblem(`got ${printUnit(left.unit)} ${operator} ${printUnit(right.unit)}, expected two of one kind`, at);
  const sign = operator === "+" ? 1 : -1;
  return { unit: left.unit, compute: (v) => a(v) + sign * b(v), constant: constant((x, y) => x + sign * y) };
}

function checkPower(at: number, left: Typed, right: Typed): Typed {
  if (!isPlain(right.unit)) throw new FormulaProblem(`got an exponent in ${printUnit(right.unit)}, expected a plain number`, at);
  const compute = (values: Values): number => left.compute(values) ** right.compute(values);
  const constant = left.constant === null || right.constant === null ? null : left.constant ** right.constant;
  if (right.constant !== null) return { unit: power(left.unit, right.constant), compute, constant };
  if (!isPlain(left.unit))
    throw new FormulaProblem(
      `got a variable power of ${printUnit(left.unit)}, expected a plain number: divide by a unit first, as in (obj.area / 1 [px2]) ** acq.exp`,
      at,
    );
  return { unit: plain, compute, constant: null };
}
