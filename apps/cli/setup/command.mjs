import { spawn } from "node:child_process";
import { noteChild } from "./lock.mjs";
import { root } from "./place.mjs";

const KEPT = 16_384;
let running = null;

/** Runs a command to its end and keeps the end of what it said. In a group of its own, so that it can be stopped with all it started. */
export function run(file, args, { cwd = root, env = {}, shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd,
      shell,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
    });
    let output = "";
    const keep = (chunk) => {
      output = (output + chunk.toString("utf8")).slice(-KEPT);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", (error) => finish(1, `${error.message}\n`));
    child.once("close", (code) => finish(code ?? 1, ""));
    if (child.pid !== undefined) noteChild(child.pid);
    running = child;
    function finish(code, more) {
      running = null;
      resolve({ code, output: output + more });
    }
  });
}

export function stopRunning() {
  if (running?.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? running.pid : -running.pid, "SIGTERM");
  } catch {
    // It ended by itself in the meantime.
  }
}
