import type { Problem } from "../problem.ts";
import { disarmFormula } from "./text.ts";

const columns = [
  "severity",
  "code",
  "file",
  "line",
  "column",
  "value",
  "expected",
  "message",
] as const satisfies readonly (keyof Problem)[];
const cell = (value: string | number | null): string => {
  const text = value === null ? "" : disarmFormula(String(value));
  return /[",\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The whole list of an import's problems for a spreadsheet: values come from strangers' files, so formulas are disarmed. */
export async function* writeProblemsCsv(problems: AsyncIterable<Problem> | Iterable<Problem>): AsyncGenerator<string> {
  yield `${columns.join(",")}\r\n`;
  for await (const found of problems) yield `${columns.map((column) => cell(found[column])).join(",")}\r\n`;
}
