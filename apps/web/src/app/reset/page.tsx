import { getTranslations } from "next-intl/server";
import { EntryCard } from "@/features/people/entry/entry-card.tsx";
import { AskByMail, ResetPassword } from "@/features/people/entry/reset.tsx";
import { WayOut } from "@/features/people/entry/way-out.tsx";
import { linkOfPage } from "@/server/entry.ts";
import { waysIn } from "@/server/ways-in.ts";

export const metadata = { title: "New password", referrer: "no-referrer" };

/** With a link: choose the new password. Without: ask for one. */
export default async function ResetPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const t = await getTranslations("people.forgot");
  if ((await searchParams).token === undefined)
    return waysIn().mail ? <AskByMail what="forgot" /> : <EntryCard title={t("title")} intro={t("noMail")} />;
  const { token, signedIn, link, problem } = await linkOfPage(searchParams);
  if (link?.kind !== "reset" || link.email === null)
    return <EntryCard title={t("over")} problem={problem ?? t("notReset")} foot={<WayOut signedIn={signedIn} />} />;
  return <ResetPassword token={token} email={link.email} />;
}
