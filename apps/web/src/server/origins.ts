const loopback = ["127.0.0.1", "localhost", "[::1]"];

/** The origins under which a request may say that it is ours: the permanent address, its other names on this machine, and the very host that
 *  was asked. A page elsewhere cannot choose the Host header of what a browser sends, and cookies go only to the host they came from. */
export function ourOrigins(baseUrl: string, host: string | null): readonly string[] {
  const base = new URL(baseUrl);
  const names = loopback.includes(base.hostname)
    ? loopback.map((name) => `${base.protocol}//${name}${base.port ? `:${base.port}` : ""}`)
    : [];
  const asked = host === null || !/^[\w.:[\]-]+$/.test(host) ? [] : [`${base.protocol}//${host.toLowerCase()}`];
  return [...new Set([base.origin, ...names, ...asked])];
}

/** Cookies travel with every request a browser makes; only our own pages may change things with them. */
export function isForeignTo(baseUrl: string, request: Request): boolean {
  if (request.method === "GET" || request.method === "HEAD" || request.headers.has("authorization")) return false;
  if (request.headers.get("sec-fetch-site") === "cross-site") return true;
  const origin = request.headers.get("origin");
  return origin !== null && !ourOrigins(baseUrl, request.headers.get("host")).includes(origin);
}
