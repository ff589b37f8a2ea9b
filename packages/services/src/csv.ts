import { disarmFormula } from "@nauplius/formats";

/** A cell of a CSV file for spreadsheets. */
export const csvCell = (value: string | number | null): string => {
  const text = value === null ? "" : disarmFormula(String(value));
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
