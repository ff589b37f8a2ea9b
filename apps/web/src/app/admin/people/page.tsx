import { listPeople, listSiteInvitations } from "@nauplius/services";
import { PeoplePage } from "@/features/people/admin/people-page.tsx";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";

export const metadata = { title: "People" };

const text = (value: string | string[] | undefined): string => (typeof value === "string" ? value : "");

export default async function AdminPeoplePage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const search = await searchParams;
  const q = text(search.q);
  const ctx = await context();
  const after = text(search.after) === "" ? null : { name: text(search.name), id: text(search.after) };
  const { people, next } = shown(await listPeople.call(ctx, { q, after }));
  const invitations = shown(await listSiteInvitations.call(ctx, {}));
  const more = next === null ? null : `/admin/people?${new URLSearchParams({ q, after: next.id, name: next.name })}`;
  return (
    <PeoplePage people={people} invitations={invitations} q={q} me={ctx.actor.kind === "user" ? ctx.actor.userId : null} next={more} />
  );
}
