import { Stack } from "@mantine/core";
import type { Role, Scope, SiteRole } from "@nauplius/domain";
import type { SessionRow, TokenRow } from "@nauplius/services";
import { useTranslations } from "next-intl";
import { PageFrame } from "@/components/page-frame.tsx";
import { ChangePassword } from "./change-password.tsx";
import { Profile } from "./profile.tsx";
import { Sessions } from "./sessions.tsx";
import { Tokens } from "./tokens.tsx";

export type Account = {
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly organisation: string;
  readonly siteRoles: readonly SiteRole[];
  readonly ways: readonly string[];
};
export type OwnProject = { readonly id: number; readonly title: string; readonly role: Role | null };

type Props = {
  account: Account;
  sessions: readonly (SessionRow & { isHere: boolean })[];
  tokens: readonly TokenRow[];
  projects: readonly OwnProject[];
  scopes: readonly Scope[];
};

/** Everything that is a person's own. */
export function AccountPage({ account, sessions, tokens, projects, scopes }: Props) {
  const t = useTranslations("people.account");
  return (
    <PageFrame title={t("title")}>
      <Stack gap="md">
        <Profile account={account} />
        <ChangePassword email={account.email} name={account.name} hasPassword={account.ways.includes("credential")} />
        <Sessions sessions={sessions} />
        <Tokens tokens={tokens} projects={projects} scopes={scopes} />
      </Stack>
    </PageFrame>
  );
}
