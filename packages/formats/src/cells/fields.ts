import { ok } from "@nauplius/domain";
import { isMissingWord, numberHint, readNumber } from "./number.ts";
import { type Cell, refused } from "./parsed.ts";

const maxIdLength = 255;
const maxDescriptorLength = 8000;

const textUpTo =
  (max: number, name: string) =>
  (cell: string): Cell<string> => {
    const text = cell.trim();
    if (text === "") return ok(null);
    return text.length <= max ? ok(text) : refused(`${name} of at most ${max} characters, got ${text.length}`);
  };
export const readId = textUpTo(maxIdLength, "an identifier");
export const readDescriptor = textUpTo(maxDescriptorLength, "a descriptor");
export const readText = (cell: string): Cell<string> => ok(cell.trim() === "" ? null : cell.trim());

/** Metres, positive downwards. */
export function readDepth(cell: string): Cell<number> {
  const depth = readNumber(cell);
  return depth === undefined ? refused("a depth in metres, positive downwards", numberHint(cell)) : ok(depth);
}

/** EcoTaxa's own exports write 100 for the untouched picture of a UVP6 bundle. */
const highestRank = 100;

export function readRank(cell: string): Cell<number> {
  const rank = readNumber(cell);
  const fits = rank === null || (rank !== undefined && Number.isInteger(rank) && rank >= 0 && rank <= highestRank);
  return fits ? ok(rank) : refused(`a whole number from 0 to ${highestRank}`);
}

export function readScore(cell: string): Cell<number> {
  const score = readNumber(cell);
  const fits = score === null || (score !== undefined && score >= 0 && score <= 1);
  return fits ? ok(score) : refused("a probability from 0 to 1");
}

export type FileState = "predicted" | "dubious" | "validated";
export function readStatus(cell: string): Cell<FileState> {
  const word = cell.trim().toLowerCase();
  if (isMissingWord(word)) return ok(null);
  if (word === "predicted" || word === "dubious" || word === "validated") return ok(word);
  return refused("predicted, dubious or validated");
}

export function readCategoryId(cell: string): Cell<number> {
  const id = readNumber(cell);
  const fits = id === null || (id !== undefined && Number.isSafeInteger(id) && id > 0);
  return fits ? ok(id) : refused("the taxon's number in EcoTaxa");
}

const email = /^[^\s@"'<>]+@[^\s@"'<>]+\.[^\s@"'<>]+$/;
export function readEmail(cell: string): Cell<string> {
  const text = cell.trim();
  if (isMissingWord(text)) return ok(null);
  return email.test(text) && text.length <= maxIdLength ? ok(text) : refused("an e-mail address");
}

/** Relative to the table; "\" counts as "/". A path that leaves the table's folder tree upwards is refused. */
export function readImagePath(cell: string): Cell<string> {
  const path = cell.trim().replaceAll("\\", "/").normalize("NFC");
  if (path === "") return ok(null);
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  const outside = path.startsWith("/") || /^[a-zA-Z]:/.test(path) || parts.includes("..");
  if (outside || parts.length === 0) return refused("a path relative to the table, inside the archive");
  return parts.join("/").length <= 1024 ? ok(parts.join("/")) : refused("a path of at most 1024 characters");
}
