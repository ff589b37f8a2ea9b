/** How a question calls a taxon of the files: its name, with the file's id behind it where there is one. */
export const taxonKey = (category: string | null, categoryId: number | null): string =>
  [...(category === null ? [] : [category]), ...(categoryId === null ? [] : [`[${categoryId}]`])].join(" ");

export const personKey = (name: string | null, email: string | null): string =>
  [...(name === null ? [] : [name]), ...(email === null ? [] : [`<${email}>`])].join(" ");

/** The answer to a question: by its key, by one of its short forms, or the one for all. */
export function answerFor<T>(answers: Readonly<Record<string, T>>, key: string, ...short: (string | null)[]): T | undefined {
  for (const name of [key, ...short, "*"]) if (name !== null && Object.hasOwn(answers, name)) return answers[name];
  return undefined;
}

export function grouped<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}
