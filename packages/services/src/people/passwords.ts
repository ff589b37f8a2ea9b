import { ok, passwordProblem, refuse } from "@nauplius/domain";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import type { Outcome } from "../verb.ts";

/** The one policy for every way in which a password comes to be; answers its hash, as the auth library reads it. */
export async function acceptPassword(password: string, about: { email: string; name?: string }): Promise<Outcome<string>> {
  const problem = passwordProblem(password, about);
  return problem === null
    ? ok(await hashPassword(password))
    : refuse("invalid", problem, { faults: [{ path: "password", message: problem }] });
}

export const isPassword = (password: string, hash: string): Promise<boolean> => verifyPassword({ password, hash });
