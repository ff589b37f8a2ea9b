import { type NextRequest, NextResponse } from "next/server";

// React's development build needs eval to show where an error came from.
const development = process.env.NODE_ENV === "development";

/** Content security policy with a fresh nonce for each page: no inline script runs without it. Rights are checked in services, never here. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'${development ? " 'unsafe-eval'" : ""}`,
    // Mantine and React set style attributes; styles cannot run code.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  // Where a person comes back to after signing in; decides nothing.
  headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

// Uploads and the API stay out: Next would buffer their bodies here.
export const config = { matcher: ["/((?!api|_next/static|_next/image|favicon.ico).*)"] };
