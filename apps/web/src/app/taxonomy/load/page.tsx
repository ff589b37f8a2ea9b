import { allows } from "@nauplius/domain";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LoadPage } from "@/features/taxonomy/load/load-page.tsx";
import { context } from "@/server/context.ts";
import { siteStanding } from "@/server/standing.ts";

export const generateMetadata = async () => ({ title: (await getTranslations("taxonomy.tools"))("load") });

export default async function TaxonomyLoadPage() {
  const standing = siteStanding(await context());
  if (!standing.signedIn) redirect("/sign-in");
  if (!allows("taxonomy.edit", standing)) notFound();
  return <LoadPage />;
}
