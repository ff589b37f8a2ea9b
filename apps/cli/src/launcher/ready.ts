import { get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** Until `GET /` answers 2xx or 3xx. False when `isHopeless` says so or the time is up. */
export async function untilReady(url: string, patience: number, signal: AbortSignal, isHopeless: () => boolean): Promise<boolean> {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline && !signal.aborted && !isHopeless()) {
    if (await answers(url)) return true;
    await sleep(100);
  }
  return false;
}

/** A connection of its own, closed at once: a kept one would hold the server open when it is told to stop. */
function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: 10_000 }, (response) => {
      const status = response.statusCode ?? 0;
      response.destroy();
      resolve(status >= 200 && status < 400);
    });
    request.once("timeout", () => request.destroy());
    request.once("error", () => resolve(false));
  });
}
