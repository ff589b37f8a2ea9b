import { ping } from "@nauplius/db";
import { site } from "@/server/site.ts";
import { traced } from "@/server/traced.ts";
import manifest from "../../../../package.json" with { type: "json" };

export const dynamic = "force-dynamic";

/** A part that does not answer in this time is away. */
const patienceMs = 3_000;

async function answers(part: () => Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("no answer")), patienceMs);
  });
  try {
    await Promise.race([part(), late]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** For load balancers: 200 while the database and the store answer. Says which does not, and nothing else about them. */
export const GET = traced(async () => {
  const [database, storage] = await Promise.all([
    answers(async () => ping(site().db)),
    // Written at every start of a worker; that it is asked for is what counts.
    answers(async () => site().storage.size("probe/marker")),
  ]);
  const ok = database && storage;
  const away = [database ? [] : ["the database"], storage ? [] : ["the store of vignettes"]].flat().join(" and ");
  const body = { ok, version: manifest.version, database, storage, ...(ok ? {} : { reason: `${away} does not answer` }) };
  return Response.json(body, { status: ok ? 200 : 503, headers: { "cache-control": "no-store" } });
});
