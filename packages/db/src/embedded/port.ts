import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

/** The port of last time when it is free, so that a saved connection keeps working; else any free one. */
export async function choosePort(dir: string): Promise<number> {
  const last = lastPort(dir);
  return (last !== null && (await tryPort(last))) || (await anyPort());
}

/** The server writes its own command line into its folder. */
function lastPort(dir: string): number | null {
  try {
    const port = Number(/"port=(\d+)"/.exec(readFileSync(join(dir, "postmaster.opts"), "utf8"))?.[1]);
    return Number.isInteger(port) && port > 1023 ? port : null;
  } catch {
    return null;
  }
}

async function anyPort(): Promise<number> {
  const port = await tryPort(0);
  if (port === null) throw new Error("this machine has no free port on 127.0.0.1");
  return port;
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === "object" ? address.port : null));
    });
  });
}
