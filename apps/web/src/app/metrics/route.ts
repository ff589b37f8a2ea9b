import { createHash, timingSafeEqual } from "node:crypto";
import { grantFor } from "@nauplius/services";
import { contextFor } from "@/server/context.ts";
import { env } from "@/server/env.ts";
import { metricsText } from "@/server/metrics.ts";
import { problem } from "@/server/problem.ts";

export const dynamic = "force-dynamic";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** A monitor with the token, or an admin. */
export async function GET(request: Request): Promise<Response> {
  const token = env().METRICS_TOKEN;
  const shown = request.headers.get("authorization")?.replace(/^Bearer /, "");
  const monitor = token !== undefined && shown !== undefined && timingSafeEqual(digest(shown), digest(token));
  const ctx = await contextFor(monitor ? new Headers() : request.headers);
  const may = monitor ? null : await grantFor(ctx, "workers.read", undefined);
  if (may !== null && !may.ok) return problem(may.error);
  const { type, text } = await metricsText({ ...ctx, actor: { kind: "system" } });
  return new Response(text, { headers: { "content-type": type, "cache-control": "no-store" } });
}
