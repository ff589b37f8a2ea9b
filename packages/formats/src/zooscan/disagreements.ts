import { readNumber } from "../cells/number.ts";
import { type Problem, problem } from "../problem.ts";
import { type Fields, fieldOf } from "./fields.ts";

/** Values that change what is counted or where it was; others (comments, operators) may differ. */
const weighty = [
  "sample.vol",
  "sample.zmin",
  "sample.zmax",
  "sample.date",
  "sample.latitude",
  "sample.longitude",
  "fraction.min",
  "fraction.max",
  "subsample.subpart",
];

const same = (a: string, b: string): boolean => {
  const [x, y] = [readNumber(a), readNumber(b)];
  return typeof x === "number" && typeof y === "number" ? x === y : a.toLowerCase() === b.toLowerCase();
};

/** Labs correct their header tables after a scan was processed; the `.pid` keeps what stood there before. What differs is told; the `.pid`
 *  stands, since its objects were exported with it. */
export function disagreements(pid: Fields, headers: Fields): Problem[] {
  return weighty.flatMap((key) => {
    const [here, there] = [fieldOf(pid, key), fieldOf(headers, key)];
    const [entry, other] = [pid.get(key), headers.get(key)];
    if (here === null || there === null || entry === undefined || other === undefined || same(here, there)) return [];
    const what = `${entry.name} is ${here} here and ${there} in ${other.file}, line ${other.line}; this file stands`;
    const facts = {
      severity: "warning",
      code: "conflictingParent",
      file: entry.file,
      line: entry.line,
      column: entry.name,
      value: here,
    } as const;
    return [problem({ ...facts, what, expected: "the same in both" })];
  });
}
