/** A fault that a person can act upon: its message is one sentence to print without a stack. */
export class DatabaseProblem extends Error {
  override name = "DatabaseProblem";
}
