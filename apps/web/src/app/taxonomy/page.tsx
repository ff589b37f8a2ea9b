import { allows, taxonId } from "@nauplius/domain";
import { readTaxon, taxonomySummary } from "@nauplius/services";
import { getTranslations } from "next-intl/server";
import { TaxonomyExplorer } from "@/features/taxonomy/explorer.tsx";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";
import { siteStanding } from "@/server/standing.ts";
import { wire } from "@/server/wire.ts";

export const generateMetadata = async () => ({ title: (await getTranslations("taxonomy"))("title") });

export default async function TaxonomyPage({ searchParams }: { searchParams: Promise<{ taxon?: string }> }) {
  const ctx = await context();
  const id = taxonId.safeParse((await searchParams).taxon);
  const taxon = id.success ? await readTaxon.call(ctx, { taxonId: id.data }) : null;
  const { taxa } = shown(await taxonomySummary.call(ctx, {}));
  return <TaxonomyExplorer mayEdit={allows("taxonomy.edit", siteStanding(ctx))} taxa={taxa} start={taxon?.ok ? wire(taxon.value) : null} />;
}
