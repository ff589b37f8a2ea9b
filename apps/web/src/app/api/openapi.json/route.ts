import { env } from "@/server/env.ts";
import { openApi } from "@/server/openapi.ts";

export const dynamic = "force-dynamic";

export const GET = (): Response => Response.json(openApi(env().BASE_URL), { headers: { "cache-control": "public, max-age=300" } });
