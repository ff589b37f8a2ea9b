/** What a table or a choice lacks: told to the person as it is, by file, line and column. */
export class TableProblem extends Error {
  override name = "TableProblem";
}
