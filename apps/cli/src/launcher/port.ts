import { createServer } from "node:net";
import { DatabaseProblem } from "@nauplius/db/problem";

/** Asked before anything is started, so that the answer comes at once. */
export function checkPort(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => reject(new DatabaseProblem(sentence("code" in error ? String(error.code) : "", port, host))));
    server.listen(port, host, () => server.close(() => resolve()));
  });
}

function sentence(code: string, port: number, host: string): string {
  if (code === "EADDRINUSE") return `Port ${port} is taken by another program: stop it, or choose another port with --port N.`;
  if (code === "EACCES") return `Port ${port} needs special rights: choose one above 1023 with --port N.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") return `This machine has no address ${host}: choose another with --host H.`;
  return `Port ${port} on ${host} cannot be opened (${code}).`;
}

/** A browser cannot visit 0.0.0.0. */
export function addressOf(host: string, port: number): string {
  const visited = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${visited.includes(":") ? `[${visited}]` : visited}:${port}`;
}
