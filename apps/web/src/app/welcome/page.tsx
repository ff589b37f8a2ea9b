import { getTranslations } from "next-intl/server";
import { EntryCard } from "@/features/people/entry/entry-card.tsx";
import { NewAccount } from "@/features/people/entry/new-account.tsx";
import { WayOut } from "@/features/people/entry/way-out.tsx";
import { linkOfPage } from "@/server/entry.ts";

export const metadata = { title: "Welcome", referrer: "no-referrer" };

export default async function WelcomePage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const t = await getTranslations("people.welcome");
  const { token, signedIn, link, problem } = await linkOfPage(searchParams);
  if (link?.kind !== "welcome")
    return <EntryCard title={t("over")} problem={problem ?? t("notWelcome")} foot={<WayOut signedIn={signedIn} />} />;
  return <NewAccount token={token} title={t("title")} intro={t("intro")} submit={t("submit")} email={null} />;
}
