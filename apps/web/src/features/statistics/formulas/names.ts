const name = /\b(?:obj|sam|acq|process|ssm)\.[A-Za-z_%][\w%.]*/g;

/** Columns that a formula names. */
export const namesIn = (text: string): string[] => [...new Set(text.match(name) ?? [])];

/** A changed text keeps the units of the names that stay; new names are plain numbers until somebody says more. */
export const withNames = (text: string, units: Readonly<Record<string, string>>) => ({
  text,
  variables: Object.fromEntries(namesIn(text).map((one) => [one, units[one] ?? "1"])),
});
