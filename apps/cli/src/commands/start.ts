import { once } from "node:events";
import { isSettled } from "@nauplius/db/settled";
import type { CommandDefinition, Ending, Invocation } from "../command.ts";
import { exitCodes } from "../command.ts";
import { readEnv, UsageProblem } from "../env.ts";
import { openBrowser } from "../launcher/browser.ts";
import { type DemoBeside, makeDemoBeside } from "../launcher/demo.ts";
import type { FirstVisit } from "../launcher/first-visit.ts";
import { type Launched, launch } from "../launcher/launch.ts";
import { whenParentIsGone } from "../launcher/parent.ts";

const ended: Ending = { exit: exitCodes.done, json: {}, text: "" };

export const start: CommandDefinition = {
  name: "start",
  summary: "start Nauplius on this machine and keep it running until Ctrl-C",
  describe: (command) =>
    command
      .option("--port <n>", "port of the pages (default: PORT or 3000)")
      .option("--host <address>", "address to listen on (default: HOST or 127.0.0.1; 0.0.0.0 for all)")
      .option("--no-open", "do not open a browser")
      .option("--no-demo", "do not create the demo project on first start"),
  run,
};

async function run({ options, data, json, signal: stopSignal }: Invocation): Promise<Ending> {
  const env = readEnv(process.env);
  const port = portOf(options.port) ?? env.PORT;
  const host = typeof options.host === "string" ? options.host : env.HOST;
  const orphaned = new AbortController();
  whenParentIsGone(() => orphaned.abort());
  const signal = AbortSignal.any([stopSignal, orphaned.signal]);
  const say = (text: string) => process.stderr.write(`${text}\n`);
  let launched: Launched;
  let firstVisit: Promise<AskFirst | null> = Promise.resolve(null);
  const onDatabase = (url: string) => {
    firstVisit = firstVisitOf(url);
    // Its failure is told when it is awaited.
    firstVisit.catch(() => undefined);
  };
  try {
    launched = await launch({ data, port, host, env, signal, say, onDatabase });
  } catch (error) {
    if (signal.aborted) return ended;
    throw error;
  }
  let demo: DemoBeside | null = null;
  try {
    const ask = await firstVisit;
    const at = { data, baseUrl: env.BASE_URL ?? launched.url, isDemoWelcome: options.demo !== false, signal };
    const first = ask === null ? nothingLeft : await ask(at);
    announce(launched, first.signIn, json);
    if (first.demo) demo = makeDemoBeside(launched.folder, say);
    if (options.open !== false) openBrowser(first.signIn ?? launched.url);
    if (!signal.aborted) await once(signal, "abort");
    say("Stopping…");
  } finally {
    await demo?.stop();
    await launched.stop();
  }
  return ended;
}

type AskFirst = typeof import("../launcher/first-visit.ts").firstVisit;
const nothingLeft: FirstVisit = { signIn: null, demo: false };

/** Loading the product takes as long as starting its parts: it is loaded beside them, and only where a first visit is still to come. */
async function firstVisitOf(databaseUrl: string): Promise<AskFirst | null> {
  return (await isSettled(databaseUrl)) ? null : (await import("../launcher/first-visit.ts")).firstVisit;
}

function portOf(option: unknown): number | undefined {
  if (option === undefined) return undefined;
  const port = Number(option);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new UsageProblem(`--port ${String(option)}: expected a whole number from 1 to 65535`);
}

function announce({ url, folder }: Launched, firstSignIn: string | null, json: boolean): void {
  if (json) {
    console.log(JSON.stringify({ url, firstSignIn, data: folder.root, pid: process.pid }));
    return;
  }
  const welcome = firstSignIn === null ? "" : `The first administrator signs in here, once, within a day:\n  ${firstSignIn}\n`;
  console.log(`\nNauplius runs at ${url}\n${welcome}Its data lie in ${folder.root}; Ctrl-C stops it.\n`);
}
