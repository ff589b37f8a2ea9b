import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Starts the product as a person would, on a folder of its own; the journeys read its address from the environment. */
export default (): Promise<() => Promise<void>> => startInstance();

export async function startInstance(more: readonly string[] = []): Promise<() => Promise<void>> {
  const data = mkdtempSync(join(tmpdir(), "nauplius-e2e-"));
  const args = ["apps/cli/bootstrap.mjs", "start", "--port", String(await freePort()), "--data", data, "--no-open", "--json", ...more];
  const launcher = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"], env: environment() });
  const [line] = await Promise.race([once(createInterface(launcher.stdout), "line"), endedEarly(launcher)]);
  const { url, firstSignIn } = JSON.parse(String(line));
  process.env.NAUPLIUS_URL = url;
  process.env.NAUPLIUS_DATA = data;
  process.env.NAUPLIUS_FIRST_SIGN_IN = firstSignIn ?? "";
  return async () => {
    launcher.kill("SIGTERM");
    if (launcher.exitCode === null) await once(launcher, "exit");
    rmSync(data, { recursive: true, force: true });
  };
}

/** What the tester's own shell sets must not lead the journeys to another database. */
function environment(): NodeJS.ProcessEnv {
  const foreign = /^(DATABASE_URL|REDIS_URL|STORAGE_DIR|S3_|AUTH_SECRET|BASE_URL|PORT|HOST|NAUPLIUS_)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))) as NodeJS.ProcessEnv;
}

async function endedEarly(launcher: ReturnType<typeof spawn>): Promise<never> {
  const [code] = await once(launcher, "exit");
  throw new Error(`the instance for the journeys ended with code ${code} before it was ready`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("this machine has no free port on 127.0.0.1");
  return address.port;
}
