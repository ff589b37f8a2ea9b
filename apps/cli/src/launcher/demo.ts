import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import { cliFolder } from "../place.ts";
import { endOfLog } from "./child.ts";
import type { DataFolder } from "./data-folder.ts";

export type DemoBeside = { readonly stop: () => Promise<void> };

/** Makes the demo in a process beside the running instance: drawing is computation, which must hold up neither pages nor Ctrl-C.
 *  Stopped half way, it goes on at the next start. */
export function makeDemoBeside({ root, logs }: DataFolder, say: (text: string) => void): DemoBeside {
  const logFile = join(logs, "demo.log");
  const log = openSync(logFile, "a", 0o600);
  const guard = join(cliFolder, "src/launcher/die-with-parent.mjs");
  const args = ["--import", guard, "--import", "tsx", "src/main.ts", "demo", "--data", root, "--json"];
  const child = spawn(process.execPath, args, { cwd: cliFolder, env: withoutNpm(), stdio: ["ignore", log, log, "ipc"] });
  closeSync(log);
  let isStopping = false;
  const ended = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      say(`The demo project could not be made (${error.message}).`);
      resolve();
    });
    child.once("exit", (code) => {
      if (code === 0) say("The demo project is ready.");
      else if (!isStopping) say(`${endOfLog(logFile, 5)}\nThe demo project could not be made; the next start tries again.`);
      resolve();
    });
  });
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  const stop = async () => {
    isStopping = true;
    child.kill("SIGTERM");
    const force = setTimeout(() => child.kill("SIGKILL"), 1500);
    await ended;
    clearTimeout(force);
  };
  return { stop };
}

/** `--data` is absolute already: it is not to be read as if a person had typed it at npm. */
const withoutNpm = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== "INIT_CWD")) as NodeJS.ProcessEnv;
