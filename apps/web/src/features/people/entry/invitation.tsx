"use client";
import { Button } from "@mantine/core";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { signOut } from "@/components/sign-out.ts";
import { useSend } from "../use-change.ts";
import { EntryCard } from "./entry-card.tsx";
import { NewAccount } from "./new-account.tsx";

export type ShownLink = {
  readonly kind: "welcome" | "invitation" | "registration" | "reset";
  readonly email: string | null;
  readonly role: string | null;
  readonly project: string | null;
  readonly invitedBy: string | null;
  readonly hasAccount: boolean;
  readonly isMine: boolean;
};

const noForm = { setErrors: () => undefined };

/** To a project or to the site; for a new person, or for one who has an account. */
export function Invitation({ token, link, signedIn }: { token: string; link: ShownLink; signedIn: boolean }) {
  const t = useTranslations("people.invitation");
  const roles = useTranslations("people.roles");
  const accept = useSend(
    () => api<{ projectId: number | null }>("POST", "links/accept", { token }),
    noForm,
    (joined) => window.location.assign(joined.projectId === null ? "/" : `/projects/${joined.projectId}`),
  );
  const place = link.project === null ? t("toSite") : t("toProject", { project: link.project });
  const intro = `${link.invitedBy === null ? place : t("by", { name: link.invitedBy, place })}${link.role === null ? "" : ` ${t("as", { role: roles(link.role) })}`}`;

  if (!link.hasAccount && !signedIn)
    return <NewAccount token={token} title={t("title")} intro={intro} submit={t("make")} email={link.email} />;
  if (link.isMine)
    return (
      <EntryCard title={t("title")} intro={intro} problem={accept.problem}>
        <Button loading={accept.busy} onClick={() => accept.send(undefined)}>
          {t("accept")}
        </Button>
      </EntryCard>
    );
  return (
    <EntryCard title={t("title")} intro={`${intro} ${t("isFor", { email: link.email ?? "" })}`}>
      {signedIn ? (
        <Button variant="default" onClick={() => void signOut()}>
          {t("signOut")}
        </Button>
      ) : (
        <Button component={Link} href={`/sign-in?next=${encodeURIComponent(`/invitation?token=${token}`)}`}>
          {t("signIn")}
        </Button>
      )}
    </EntryCard>
  );
}
