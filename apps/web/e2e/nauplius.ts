import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Runs a command of the command line on the instance of the journeys, as its operator would. */
export async function nauplius(args: readonly string[], input = ""): Promise<{ code: number; json: Record<string, unknown> }> {
  const all = ["apps/cli/bootstrap.mjs", "cli", ...args, "--data", process.env.NAUPLIUS_DATA ?? "", "--json"];
  const child = spawn(process.execPath, all, { cwd: root, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.end(input);
  const [out, log, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  try {
    return { code: Number(code), json: JSON.parse(out) as Record<string, unknown> };
  } catch {
    throw new Error(`nauplius ${args.join(" ")} ended with ${String(code)} and no JSON: ${out}${log}`);
  }
}

/** The same, for commands that must succeed. */
export async function mustRun(args: readonly string[], input?: string): Promise<Record<string, unknown>> {
  const { code, json } = await nauplius(args, input);
  if (code !== 0) throw new Error(`nauplius ${args.join(" ")} ended with ${code}: ${JSON.stringify(json)}`);
  return json;
}
