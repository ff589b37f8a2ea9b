/** Time and randomness come in as arguments, so that tests and trainings can repeat themselves. */
export type Clock = { readonly now: () => Date };
