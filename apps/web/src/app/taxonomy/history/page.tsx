import { allows } from "@nauplius/domain";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SiteHistory } from "@/features/taxonomy/site-history.tsx";
import { context } from "@/server/context.ts";
import { siteStanding } from "@/server/standing.ts";

export const generateMetadata = async () => ({ title: (await getTranslations("taxonomy.tools"))("history") });

export default async function TaxonomyHistoryPage() {
  const standing = siteStanding(await context());
  if (!standing.signedIn) redirect("/sign-in");
  if (!allows("taxonomy.edit", standing)) notFound();
  return <SiteHistory />;
}
