import { z } from "zod";

/** Length counts more than character classes (NIST SP 800-63B); the upper bound keeps hashing cheap. */
export const passwordLength = { min: 10, max: 128 } as const;

/** Long enough, and still the first that anybody tries. */
const common = [
  "1234567890",
  "password",
  "passw0rd",
  "qwertyuiop",
  "azertyuiop",
  "letmein",
  "iloveyou",
  "plankton",
  "nauplius",
  "zooplankton",
];

/** Why a password is not good enough, in words for the person choosing it; null when it is. */
export function passwordProblem(password: string, about: { email: string; name?: string }): string | null {
  if (password.length < passwordLength.min) return `a password needs at least ${passwordLength.min} characters`;
  if (password.length > passwordLength.max) return `a password has at most ${passwordLength.max} characters`;
  if (new Set(password).size < 5) return "a password needs at least five different characters";
  const small = password.toLowerCase();
  const own = [about.email, about.email.split("@")[0] ?? "", ...(about.name ?? "").split(/\s+/)].map((word) => word.toLowerCase());
  // What remains when the easy word is taken out must still be long enough to be worth something.
  const easy = [...common, ...own.filter((word) => word.length >= 4)].find(
    (word) => small.includes(word) && small.length - word.length < 6,
  );
  return easy === undefined ? null : "this password is easy to guess: it is little more than a common word, your name or your e-mail";
}

/** Only its bounds; whether it is good depends on whose it is. */
export const newPassword = z.string().max(1000, `a password has at most ${passwordLength.max} characters`);
