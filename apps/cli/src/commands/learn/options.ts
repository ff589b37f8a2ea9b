import { readdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { type Provider, providers } from "@nauplius/pipelines/learn";
import { type Ending, exitCodes, type Invocation, pathOf } from "../../command.ts";
import { UsageProblem } from "../../env.ts";
import { root } from "../../place.ts";

type Options = Invocation["options"];

/** Shares of the split by file names: a fifth is held out, a twentieth steers and calibrates. */
export const shares = { test: 0.2, validation: 0.05 } as const;

export function wholeNumber(options: Options, name: string, { from, to }: { from: number; to: number }): number {
  const text = String(options[name]);
  const value = Number(text);
  if (Number.isInteger(value) && value >= from && value <= to) return value;
  throw new UsageProblem(`--${name}: got ${text}, expected a whole number from ${from} to ${to}`);
}

export const threadsOf = (options: Options): number =>
  options.threads === undefined ? availableParallelism() : wholeNumber(options, "threads", { from: 1, to: 256 });

export function viewsOf(options: Options): 1 | 8 {
  if (options.views === "1") return 1;
  if (options.views === "8") return 8;
  throw new UsageProblem(`--views: got ${String(options.views)}, expected 1 or 8`);
}

export function providerOf(options: Options): Provider {
  const provider = providers.find((known) => known === options.provider);
  if (provider) return provider;
  throw new UsageProblem(`--provider: got ${String(options.provider)}, expected one of ${providers.join(", ")}`);
}

export const toldOnStderr = (notice: string): void => {
  process.stderr.write(`${notice}\n`);
};

/** The model that was asked for, else the newest version of the one that ships. */
export async function modelOf(options: Options): Promise<string> {
  if (typeof options.model === "string") return pathOf(options.model);
  const folder = join(root, "models/plankton");
  const versions = await readdir(folder).catch(() => []);
  const [newest] = versions.filter((name) => /^\d+\.\d+\.\d+$/.test(name)).toSorted((a, b) => b.localeCompare(a, "en", { numeric: true }));
  if (newest === undefined) throw new UsageProblem("--model: no model ships with this installation, expected a model's folder");
  return join(folder, newest);
}

export function outOf(options: Options): string {
  if (typeof options.out === "string" && options.out !== "") return pathOf(options.out);
  throw new UsageProblem("--out is missing: expected where the result goes");
}

export const failed = (message: string): Ending => ({
  exit: exitCodes.refused,
  json: { error: { code: "invalid", message } },
  text: message,
});

export const imagesOf = (options: Options): { path: string; name: string } => {
  if (typeof options.images !== "string") throw new UsageProblem("--images is missing: expected images in class folders");
  const path = pathOf(String(options.images));
  return { path, name: basename(path) };
};

/** One line on stderr that is written over, for people only. */
export const line = (json: boolean, text: string): void => {
  if (!json && process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}`);
};

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
