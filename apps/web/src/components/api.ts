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

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** Answers in the page what is asked of objects that live in it alone; null: it is the server's to answer. */
export type AnswersHere = {
  readonly json: (method: Method, path: string, body: unknown) => { readonly answer: unknown } | null;
  readonly images: (objects: readonly number[]) => ArrayBuffer | null;
};
let here: AnswersHere | null = null;

/** From now on until it is stopped, what has an answer here is not asked of the server. */
export function answerHere(answers: AnswersHere): () => void {
  here = answers;
  return () => {
    if (here === answers) here = null;
  };
}

/** How a call is made. `person`: refused unless it is they who are signed in when it arrives. */
type How = { readonly signal?: AbortSignal; readonly person?: string };

/** One call of /api/v1: JSON in, JSON out, refusals thrown as ApiRefusal. */
export const api = <T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> =>
  call<T>([method, path, body], { signal });

export async function call<T>([method, path, body]: readonly [Method, string, unknown], { signal, person }: How): Promise<T> {
  const own = here?.json(method, path, body) ?? null;
  if (own !== null) return own.answer as T;
  const response = await fetch(`/api/v1/${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(person === undefined ? {} : { "x-person": person }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
  });
  const answer: unknown = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiRefusal(response.status, answer as ConstructorParameters<typeof ApiRefusal>[1]);
  return answer as T;
}

/** A page of vignettes in one response. */
export async function imagesOf(objects: readonly number[], signal: AbortSignal): Promise<ArrayBuffer> {
  const own = here?.images(objects) ?? null;
  if (own !== null) return own;
  const response = await fetch("/api/vignettes", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ objects }),
    signal,
  });
  if (!response.ok) throw new Error(`vignettes: the server answered ${response.status}`);
  return response.arrayBuffer();
}
