/** Passwords in addresses of databases and stores. */
const credentials = /([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi;
const plain = (text: string): string => text.replace(credentials, "$1***@");

/** What a log says of an error: never the whole thing, for drivers hang their connections, requests and credentials on it. */
export function plainError(error: unknown): object {
  if (!(error instanceof Error)) return { message: plain(String(error)) };
  const own = error as Error & { code?: unknown; constraint?: unknown };
  return {
    name: error.name,
    message: plain(error.message),
    ...(typeof own.code === "string" || typeof own.code === "number" ? { code: own.code } : {}),
    ...(typeof own.constraint === "string" ? { constraint: own.constraint } : {}),
    stack: plain(error.stack ?? ""),
    ...(error.cause === undefined ? {} : { cause: plainError(error.cause) }),
  };
}

const hidden = ["password", "newPassword", "token", "secret", "authorization", "cookie"];

/** How every process of Nauplius logs: one JSON object a line, times in milliseconds UTC. */
export const logOptions = (app: string, level: string) => ({
  level,
  base: { app },
  serializers: { error: plainError, err: plainError },
  redact: { paths: hidden.flatMap((name) => [name, `*.${name}`]), censor: "***" },
});
