import "server-only";

type Primitive = string | number | boolean | null | undefined;

/** A value as JSON would carry it: dates are text. */
export type Wire<T> = T extends Primitive
  ? T
  : T extends Date
    ? string
    : T extends readonly (infer E)[]
      ? Wire<E>[]
      : T extends object
        ? { [K in keyof T]: Wire<T[K]> }
        : T;

/** What a verb answers, as the API carries it. */
export type Answer<V extends { readonly call: (...args: never[]) => Promise<unknown> }> = Wire<
  Extract<Awaited<ReturnType<V["call"]>>, { readonly ok: true }> extends { readonly value: infer T } ? T : never
>;

/** What a server page hands to a client component: the same that the API would have sent. */
export const wire = <T>(value: T): Wire<T> => JSON.parse(JSON.stringify(value)) as Wire<T>;
