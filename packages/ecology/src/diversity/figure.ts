/** A number, or why there is none. */
export type Figure = { readonly value: number; readonly reason?: undefined } | { readonly value: null; readonly reason: string };

export const figure = (value: number): Figure => ({ value });
export const none = (reason: string): Figure => ({ value: null, reason });
