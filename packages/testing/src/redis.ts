import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export type RedisServer = {
  url: string;
  port: number;
  pid: number | undefined;
  /** Forgets everything that it holds, as an operator's FLUSHALL does. */
  flush: () => Promise<void>;
  stop: () => Promise<void>;
};

/** A Redis of one's own, empty, on a free port or on the one where another was. */
export async function startRedis(at?: number): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), "nauplius-redis-"));
  const port = at ?? (await freePort());
  const options = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--maxmemory-policy", "noeviction"];
  const server = spawn("redis-server", options, { stdio: "ignore" });
  await untilListening(port);
  const stop = async () => {
    if (server.exitCode === null) {
      server.kill("SIGTERM");
      await once(server, "exit");
    }
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: `redis://127.0.0.1:${port}`, port, pid: server.pid, flush: () => flush(port), stop };
}

async function flush(port: number): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  socket.write("FLUSHALL\r\n");
  const [answer] = await once(socket, "data");
  socket.destroy();
  if (!String(answer).startsWith("+OK")) throw new Error(`FLUSHALL: ${String(answer)}`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("this machine has no free port on 127.0.0.1");
  return address.port;
}

async function untilListening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await sleep(50);
  }
  throw new Error(`redis-server does not listen on port ${port}`);
}
