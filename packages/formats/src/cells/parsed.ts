import { err, type Result } from "@nauplius/domain";

/** Why a cell was refused: what was wanted, and advice where we can guess the mistake. */
export type Refused = { readonly expected: string; readonly hint?: string | null };
export type Cell<T> = Result<T | null, Refused>;

export const refused = (expected: string, hint: string | null = null) => err<Refused>({ expected, hint });
