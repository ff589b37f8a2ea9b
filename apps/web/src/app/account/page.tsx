import { scopes } from "@nauplius/domain";
import { listProjects, listSessions, listTokens, readAccount } from "@nauplius/services";
import { AccountPage } from "@/features/people/account/account-page.tsx";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";

export const metadata = { title: "Account" };

export default async function OwnAccountPage() {
  const ctx = await context();
  const account = shown(await readAccount.call(ctx, {}));
  const projects = shown(await listProjects.call(ctx, {}));
  const isAdmin = account.siteRoles.includes("admin");
  return (
    <AccountPage
      account={account}
      sessions={shown(await listSessions.call(ctx, {}))}
      tokens={shown(await listTokens.call(ctx, {}))}
      projects={projects.filter((p) => p.role !== null || isAdmin).map(({ id, title, role }) => ({ id, title, role }))}
      scopes={scopes}
    />
  );
}
