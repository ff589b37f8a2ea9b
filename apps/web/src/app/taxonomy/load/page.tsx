import { allows } from "@nauplius/domain";
import { notFound, redirect } from "next/navigation";
import { LoadPage } from "@/features/taxonomy/load/load-page.tsx";
import { context } from "@/server/context.ts";
import { siteStanding } from "@/server/standing.ts";

export default async function TaxonomyLoadPage() {
  const standing = siteStanding(await context());
  if (!standing.signedIn) redirect("/sign-in");
  if (!allows("taxonomy.edit", standing)) notFound();
  return <LoadPage />;
}
