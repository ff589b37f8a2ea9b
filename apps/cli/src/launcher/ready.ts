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

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(10_000) });
    await response.body?.cancel();
    return response.status >= 200 && response.status < 400;
  } catch {
    return false;
  }
}
