import { err } from "./result.ts";

/** Every way in which Nauplius says no: HTTP status, exit code of the command line, and whether trying again can help. */
export const refusalCodes = {
  invalid: { status: 400, exit: 1, retry: false },
  unauthenticated: { status: 401, exit: 1, retry: false },
  forbidden: { status: 403, exit: 1, retry: false },
  notFound: { status: 404, exit: 1, retry: false },
  conflict: { status: 409, exit: 1, retry: false },
  stale: { status: 409, exit: 1, retry: false },
  busy: { status: 409, exit: 1, retry: true },
  lastAdmin: { status: 409, exit: 1, retry: false },
  gone: { status: 410, exit: 1, retry: false },
  tooLarge: { status: 413, exit: 1, retry: false },
  unsupported: { status: 415, exit: 1, retry: false },
  questions: { status: 422, exit: 2, retry: false },
  rateLimited: { status: 429, exit: 1, retry: true },
  cancelled: { status: 499, exit: 130, retry: true },
  notReady: { status: 503, exit: 1, retry: true },
  quotaExceeded: { status: 507, exit: 1, retry: false },
} as const satisfies Record<string, { status: number; exit: number; retry: boolean }>;

export type RefusalCode = keyof typeof refusalCodes;

/** What was wrong with one place of the input: a field of a request, or a cell of a file. */
export type Fault = { readonly path: string; readonly message: string };

export type Refusal = {
  readonly code: RefusalCode;
  /** A whole sentence: what was got, what was expected. */
  readonly message: string;
  readonly faults?: readonly Fault[];
  /** Machine-readable facts (counts, versions, ids) that a page or script may use. */
  readonly details?: Readonly<Record<string, unknown>>;
};

export const refuse = (code: RefusalCode, message: string, rest: Omit<Refusal, "code" | "message"> = {}) =>
  err<Refusal>({ code, message, ...rest });
