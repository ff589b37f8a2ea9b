import { getTranslations } from "next-intl/server";
import { EntryCard } from "@/features/people/entry/entry-card.tsx";
import { Invitation } from "@/features/people/entry/invitation.tsx";
import { NewAccount } from "@/features/people/entry/new-account.tsx";
import { WayOut } from "@/features/people/entry/way-out.tsx";
import { linkOfPage } from "@/server/entry.ts";

export const metadata = { title: "Invitation", referrer: "no-referrer" };

export default async function InvitationPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const t = await getTranslations("people.invitation");
  const { token, signedIn, link, problem } = await linkOfPage(searchParams);
  if (link === null) return <EntryCard title={t("over")} problem={problem} foot={<WayOut signedIn={signedIn} />} />;
  if (link.kind === "registration" && !link.hasAccount)
    return <NewAccount token={token} title={t("yours")} intro={t("yoursIntro")} submit={t("make")} email={link.email} />;
  return <Invitation token={token} signedIn={signedIn} link={link} />;
}
