import { toNextJsHandler } from "better-auth/next-js";
import { auth } from "@/server/auth.ts";

// Made per request: at build time there is no environment yet.
export const GET = (request: Request) => toNextJsHandler(auth()).GET(request);
export const POST = (request: Request) => toNextJsHandler(auth()).POST(request);
