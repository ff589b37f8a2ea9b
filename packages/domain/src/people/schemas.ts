import { z } from "zod";
import { projectId, sampleId, userId } from "../ids.ts";
import { newPassword } from "./password.ts";
import { role } from "./roles.ts";
import { scope } from "./scopes.ts";

/** As accounts keep it: lower case, no space around. */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email({ error: "expected an e-mail address, like name@institute.org" }));

export const personName = z.string().trim().min(1, "a person needs a name").max(120);
export const organisation = z.string().trim().max(200);

/** The secret of a one-time link, as the address carries it. */
export const linkSecret = z.string().min(20, "this link is not whole; copy all of it").max(200);

const instant = z.iso.datetime({ offset: true, error: "expected a moment, like 2026-05-31T00:00:00Z" }).transform((text) => new Date(text));

/** What a membership allows: a role, in all samples or some, for ever or until a moment. Whoever manages a project sees all of it. */
const terms = {
  role,
  sampleIds: z.array(sampleId).max(10_000).default([]),
  expiresAt: instant.nullable().default(null),
} as const;
const managerSeesAll = (m: { role: string; sampleIds: readonly number[] }): boolean => m.role !== "manager" || m.sampleIds.length === 0;
const managerMessage = { error: "a manager sees the whole project; choose another role to limit samples", path: ["sampleIds"] };

export const membership = z.strictObject({ projectId, userId, ...terms }).refine(managerSeesAll, managerMessage);
export const projectInvitation = z
  .strictObject({ projectId, email, ...terms, days: z.int().min(1).max(60).default(14) })
  .refine(managerSeesAll, managerMessage);
export const siteInvitation = z.strictObject({ email, days: z.int().min(1).max(60).default(14) });

export const newAccount = { name: personName, organisation: organisation.default(""), password: newPassword } as const;

/** The longest life of a token, days. */
export const maxTokenDays = 365;
export const newToken = z.strictObject({
  name: z.string().trim().min(1, "a token needs a name, to recognise it later").max(80),
  scopes: z.array(scope).min(1, "choose at least one scope").max(10),
  projectIds: z.array(projectId).max(100).nullable().default(null),
  days: z.int().min(1).max(maxTokenDays, `a token lives at most ${maxTokenDays} days`),
});

export const linkKinds = ["welcome", "invitation", "registration", "reset"] as const;
export type LinkKind = (typeof linkKinds)[number];

/** An address that tells its owner which it is, and others little. */
export function maskedEmail(address: string): string {
  const at = address.lastIndexOf("@");
  return at < 1 ? "…" : `${address.slice(0, 1)}…${address.slice(at)}`;
}
