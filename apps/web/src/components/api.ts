/** What the API says no with, as the page shows it. */
export class ApiRefusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly faults: readonly { path: string; message: string }[];
  readonly details: Readonly<Record<string, unknown>>;
  constructor(
    status: number,
    body: { title?: string; code?: string; faults?: { path: string; message: string }[]; details?: Record<string, unknown> },
  ) {
    super(body.title ?? `the server answered ${status}`);
    this.status = status;
    this.code = body.code ?? "fault";
    this.faults = body.faults ?? [];
    this.details = body.details ?? {};
  }
}

/** One call of /api/v1: JSON in, JSON out, refusals thrown as ApiRefusal. */
export async function api<T>(
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE",
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  const response = await fetch(`/api/v1/${path}`, {
    method,
    headers: body === undefined ? undefined : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
  });
  const answer: unknown = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiRefusal(response.status, answer as ConstructorParameters<typeof ApiRefusal>[1]);
  return answer as T;
}
