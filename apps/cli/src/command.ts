import { resolve } from "node:path";
import { DatabaseProblem } from "@nauplius/db/problem";
import { type Refusal, refusalCodes } from "@nauplius/domain";
import { Command, CommanderError } from "commander";
import { UsageProblem } from "./env.ts";
import { root } from "./place.ts";

export const exitCodes = { done: 0, refused: 1, questions: 2, usage: 64, cancelled: 130 } as const;

/** What a command ends with: `json` is printed with --json, `text` without. */
export type Ending = { exit: number; json: object; text: string };

export type Invocation = {
  args: readonly string[];
  options: Readonly<Record<string, unknown>>;
  /** The instance's folder, absolute. */
  data: string;
  json: boolean;
  /** Aborted by the first Ctrl-C or SIGTERM. */
  signal: AbortSignal;
};

export type CommandDefinition = {
  name: string;
  summary: string;
  /** Adds arguments, options and help to a command that has --data and --json already. */
  describe: (command: Command) => Command;
  run: (invocation: Invocation) => Promise<Ending>;
};

/** A stop is `cancelled` for all but the server, for which it is the way to end. */
export const cancelled: Ending = {
  exit: exitCodes.cancelled,
  json: { error: { code: "cancelled", message: "cancelled" } },
  text: "cancelled",
};

export function refused(refusal: Refusal): Ending {
  return { exit: refusalCodes[refusal.code].exit, json: { error: refusal }, text: refusal.message };
}

export function makeCommand(definition: CommandDefinition): Command {
  const command = definition
    .describe(new Command(definition.name).description(definition.summary))
    .option("--data <dir>", "the instance's folder", process.env.NAUPLIUS_DATA ?? ".nauplius")
    .option("--json", "print one JSON object on stdout", false);
  return command.action(async () => {
    const options = command.opts();
    const json = options.json === true;
    const stop = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());
    const data = command.getOptionValueSource("data") === "cli" ? pathOf(String(options.data)) : resolve(root, String(options.data));
    const ending = await definition
      .run({ args: command.args, options, data, json, signal: stop.signal })
      .catch((error: unknown) => endingOf(error, stop.signal));
    await print(ending, json);
    process.exit(ending.exit);
  });
}

/** A path as the person meant it: npm changes into the clone and tells in INIT_CWD where they stood. */
export function pathOf(text: string): string {
  const isNpm = process.env.npm_lifecycle_event !== undefined && process.env.INIT_CWD !== undefined;
  return resolve(isNpm ? (process.env.INIT_CWD ?? "") : process.cwd(), text);
}

export function endingOf(error: unknown, signal?: AbortSignal): Ending {
  if (signal?.aborted && error instanceof Error && error.name === "AbortError") return cancelled;
  if (error instanceof CommanderError) {
    const json = { error: { code: "usage", message: error.message } };
    return { exit: error.exitCode === 0 ? exitCodes.done : exitCodes.usage, json, text: "" };
  }
  const isUsage = error instanceof UsageProblem;
  if (!isUsage && !(error instanceof DatabaseProblem)) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  const message = error instanceof Error ? error.message : String(error);
  return {
    exit: isUsage ? exitCodes.usage : exitCodes.refused,
    json: { error: { code: isUsage ? "usage" : "failed", message } },
    text: message,
  };
}

/** Results go to stdout, sentences about what went wrong to stderr; with --json always one object on stdout. */
async function print({ exit, json, text }: Ending, asJson: boolean): Promise<void> {
  const isGood = exit === exitCodes.done || exit === exitCodes.questions;
  if (asJson) await write(process.stdout, `${JSON.stringify(json)}\n`);
  if (text !== "" && (!asJson || !isGood)) await write(isGood && !asJson ? process.stdout : process.stderr, `${text}\n`);
}

const write = (stream: NodeJS.WriteStream, text: string): Promise<void> => new Promise((done) => stream.write(text, () => done()));
