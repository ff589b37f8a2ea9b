type Kind<T> = { readonly BYTES_PER_ELEMENT: number; new (buffer: SharedArrayBuffer): T };

/** A typed array in memory that threads share. */
export const shared = <T>(kind: Kind<T>, length: number): T => new kind(new SharedArrayBuffer(length * kind.BYTES_PER_ELEMENT));
