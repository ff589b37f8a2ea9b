/** Why a name is refused, as the end of "the name ...". */
export type NameVerdict = { readonly ok: true; readonly name: string } | { readonly ok: false; readonly why: string };

const maxName = 1024;
const maxPart = 255;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const control = /[\u0000-\u001f\u007f]/;

/** Only plain relative paths: nothing is ever written under these names, but people and tables refer by them. */
export function checkName(raw: string): NameVerdict {
  const refuse = (why: string): NameVerdict => ({ ok: false, why });
  if (raw.includes("\0")) return refuse("holds a NUL character");
  if (control.test(raw)) return refuse("holds control characters");
  if (raw.includes("\ufffd")) return refuse("is not valid text");
  if (raw.includes("\\")) return refuse("holds a backslash");
  if (raw.startsWith("/")) return refuse("is an absolute path");
  if (/^[a-zA-Z]:/.test(raw)) return refuse("begins with a drive letter");
  const parts = raw
    .normalize("NFC")
    .split("/")
    .filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) return refuse("leads out of the archive (..)");
  if (parts.length === 0) return refuse("is empty");
  const name = parts.join("/");
  if (name.length > maxName || parts.some((part) => part.length > maxPart))
    return refuse(`is longer than ${maxName} characters, or a part of it than ${maxPart}`);
  return { ok: true, name };
}

/** Names that differ only in letter case or Unicode form are one name: on the next disk they would be. */
export const foldName = (name: string): string => name.normalize("NFC").toLowerCase();

const systemParts = new Set([
  "__macosx",
  ".ds_store",
  "thumbs.db",
  "desktop.ini",
  ".git",
  ".svn",
  "@eadir",
  "$recycle.bin",
  "system volume information",
]);

/** What operating systems leave in folders and zips. */
export const isSystemName = (name: string): boolean =>
  name.split("/").some((part) => part.startsWith("._") || systemParts.has(part.toLowerCase()));

/** For messages: whatever a name holds, it fits on a line. */
export const printable = (raw: string): string => {
  const shown = Array.from(raw.slice(0, 300), (char) =>
    control.test(char) ? `\\x${(char.codePointAt(0) ?? 0).toString(16).padStart(2, "0")}` : char,
  ).join("");
  return raw.length > 300 ? `${shown}…` : shown;
};
