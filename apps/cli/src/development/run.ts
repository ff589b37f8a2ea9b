import { spawn } from "node:child_process";
import { root } from "../place.ts";

/** Runs a program beside ours, on the same terminal; its exit code. */
export function run(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}, cwd = root): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", 2, 2] });
    const forward = (signal: NodeJS.Signals) => child.kill(signal);
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, forward);
    child.once("error", (error) => {
      process.stderr.write(`${file}: ${error.message}\n`);
      resolve(127);
    });
    child.once("exit", (code) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, forward);
      resolve(code ?? 1);
    });
  });
}

export const runNode = (args: readonly string[], env: NodeJS.ProcessEnv = {}, cwd = root): Promise<number> =>
  run(process.execPath, args, env, cwd);
