/** A fault that a person can act upon: one sentence, and perhaps the end of a log. */
export class SetupProblem extends Error {
  constructor(sentence, log = "") {
    super(sentence);
    this.log = log;
  }
}

export const say = (text) => process.stderr.write(`${text}\n`);
