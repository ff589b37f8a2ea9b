import { allows, taxonId } from "@nauplius/domain";
import { readTaxon } from "@nauplius/services";
import { notFound } from "next/navigation";
import { cache } from "react";
import { TaxonPage } from "@/features/taxonomy/taxon-page.tsx";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";
import { siteStanding } from "@/server/standing.ts";
import { wire } from "@/server/wire.ts";

type Props = { params: Promise<{ taxonId: string }> };

const taxonOf = cache(async (text: string) => {
  const id = taxonId.safeParse(text);
  if (!id.success) notFound();
  return shown(await readTaxon.call(await context(), { taxonId: id.data }));
});

export const generateMetadata = async ({ params }: Props) => ({ title: (await taxonOf((await params).taxonId)).displayName });

export default async function Page({ params }: Props) {
  const taxon = await taxonOf((await params).taxonId);
  return <TaxonPage taxon={wire(taxon)} mayEdit={allows("taxonomy.edit", siteStanding(await context()))} />;
}
