// What serves the pages: Next behind a server of our own, which knows whose request each is, takes long uploads, and ends when told to.
import { createServer } from "node:http";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import next from "next";
import { clientAddress, proxiesFrom } from "./client-address.mjs";
import { isReadable } from "./request-path.mjs";

const { values } = parseArgs({ options: { port: { type: "string", short: "p" }, host: { type: "string", short: "H" } } });
const port = Number(values.port ?? 3000);
const hostname = values.host ?? "127.0.0.1";
const proxies = proxiesFrom(process.env.TRUSTED_PROXIES ?? "");

/** An upload over a slow line is one long request. */
const longestRequestMs = 60 * 60_000;
/** Longer than the 60 s for which proxies keep a connection: the side that may send next must be the one to hang up, or a request is lost. */
const keepAliveMs = 75_000;
/** What is being answered when the server is told to stop has this long; streams of events are cut off. */
const graceMs = 2_000;

const app = next({ dev: false, dir: dirname(fileURLToPath(import.meta.url)), hostname, port });
await app.prepare();
const answer = app.getRequestHandler();
const server = createServer((request, response) => {
  if (!isReadable(request.url ?? "/")) {
    response
      .writeHead(400, { "content-type": "text/plain; charset=utf-8" })
      .end("this address cannot be read: a % in it stands for no character\n");
    return;
  }
  request.headers["x-forwarded-for"] = clientAddress(request.socket.remoteAddress, request.headers["x-forwarded-for"], proxies);
  void answer(request, response);
});
server.requestTimeout = longestRequestMs;
server.keepAliveTimeout = keepAliveMs;
server.listen(port, hostname);

let isStopping = false;
async function stop() {
  if (isStopping) return;
  isStopping = true;
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), graceMs).unref();
  await closed;
  process.exit(0);
}
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => void stop());
