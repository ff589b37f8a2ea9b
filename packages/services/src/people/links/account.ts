import { randomUUID } from "node:crypto";
import { insertPerson, type Tx } from "@nauplius/db";
import { ok, refuse, type UserId, userId } from "@nauplius/domain";
import type { Outcome } from "../../verb.ts";

export const newUserId = (): UserId => userId.parse(randomUUID());

type Person = {
  id: UserId;
  name: string;
  email: string;
  organisation: string;
  emailVerified: boolean;
  passwordHash: string | null;
  now: Date;
};

export async function makeAccount(tx: Tx, p: Person): Promise<Outcome<UserId>> {
  if (await insertPerson(tx, p)) return ok(p.id);
  return refuse("conflict", `${p.email} has an account already`, { faults: [{ path: "email", message: "has an account already" }] });
}
