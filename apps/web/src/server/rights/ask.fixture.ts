import { refusalCodes } from "@nauplius/domain";
import type { Instance } from "./instance.fixture.ts";
import type { Caller } from "./people.fixture.ts";
import type { Asked } from "./requests.fixture.ts";

export type Answer = { readonly status: number; readonly code: string; readonly said: string };

const patienceMs = 400;
const decoder = new TextDecoder("utf8");

/** Asks as somebody; of a stream that does not end, its first messages are the answer. */
export async function askAs(
  { url }: Instance,
  p: Pick<Caller, "headers">,
  { path, init }: Asked,
  more: Record<string, string> = {},
): Promise<Answer> {
  const stop = new AbortController();
  const response = await fetch(url + path, {
    ...init,
    headers: { ...init.headers, ...p.headers, ...more },
    redirect: "manual",
    signal: stop.signal,
  });
  const endless = response.headers.get("content-type") === "text/event-stream";
  const said = endless ? await beginning(response) : await response.text();
  if (endless) stop.abort();
  return { status: response.status, code: codeOf(response, said), said };
}

/** Problem details name their refusal; an answer without a body is told by its status. */
function codeOf(response: Response, said: string): string {
  if (response.headers.get("content-type") === "application/problem+json") return String((JSON.parse(said) as { code?: string }).code);
  return Object.entries(refusalCodes).find(([, { status }]) => status === response.status)?.[0] ?? "";
}

async function beginning(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  let said = "";
  const enough = setTimeout(() => void reader?.cancel(), patienceMs);
  for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) said += decoder.decode(part.value);
  clearTimeout(enough);
  return said;
}

/** Several at a time, as many people would. */
export async function inLanes<T>(all: readonly T[], work: (one: T) => Promise<void>, lanes = 12): Promise<void> {
  const waiting = [...all];
  const lane = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
