import { ping } from "@nauplius/db";
import { site } from "@/server/site.ts";

export const dynamic = "force-dynamic";

/** For load balancers: 200 while the database answers. */
export async function GET(): Promise<Response> {
  try {
    await ping(site().db);
    return Response.json({ ok: true });
  } catch {
    return Response.json({ ok: false, reason: "the database does not answer" }, { status: 503 });
  }
}
