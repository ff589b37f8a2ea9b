import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { webFolder } from "../place.ts";
import { run, runNode } from "./run.ts";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** A Chromium that is there, or that Playwright or the system's package manager brings; else null. */
export async function findChromium(): Promise<string | null> {
  return process.env.CHROMIUM_PATH || installed() || (await fromPlaywright()) || (await fromSystem());
}

const installed = (): string | null => places.find((path) => existsSync(path)) ?? playwrightsOwn();

function playwrightsOwn(): string | null {
  const script = "process.stdout.write(require('@playwright/test').chromium.executablePath())";
  const path = spawnSync(process.execPath, ["-e", script], { cwd: webFolder, encoding: "utf8" }).stdout;
  return path && existsSync(path) ? path : null;
}

async function fromPlaywright(): Promise<string | null> {
  process.stderr.write("No Chromium found: trying Playwright's.\n");
  await runNode([join(webFolder, "node_modules/@playwright/test/cli.js"), "install", "chromium"], {}, webFolder);
  return playwrightsOwn();
}

async function fromSystem(): Promise<string | null> {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return null;
  process.stderr.write("Playwright's Chromium cannot be had: trying the system's package manager.\n");
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-qq"], env);
  await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], env);
  return installed();
}
