import { ok, refuse, type UserId } from "@nauplius/domain";
import { type Context, listPeople, type Outcome } from "@nauplius/services";

/** The account of an e-mail address. */
export async function personCalled(ctx: Context, email: string): Promise<Outcome<UserId>> {
  const wanted = email.trim().toLowerCase();
  const found = await listPeople.call(ctx, { q: wanted, limit: 500 });
  if (!found.ok) return found;
  const person = found.value.people.find((candidate) => candidate.email.toLowerCase() === wanted);
  return person ? ok(person.id) : refuse("notFound", `there is no account of ${email}`);
}
