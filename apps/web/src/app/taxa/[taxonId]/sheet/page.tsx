import { projectId, taxonId } from "@nauplius/domain";
import { readSheet } from "@nauplius/services";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { SheetPage } from "@/features/sheet/sheet-page.tsx";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

type Props = { params: Promise<{ taxonId: string }>; searchParams: Promise<{ project?: string | string[] }> };

const sheetOf = cache(async (taxon: string, project: string | undefined) => {
  const id = taxonId.safeParse(taxon);
  const within = projectId.safeParse(project);
  if (!id.success || (project !== undefined && !within.success)) notFound();
  return shown(await readSheet.call(await context(), { taxonId: id.data, projectId: within.data }));
});

async function asked({ params, searchParams }: Props) {
  const { project } = await searchParams;
  return sheetOf((await params).taxonId, typeof project === "string" ? project : undefined);
}

export async function generateMetadata(props: Props) {
  const { taxon } = await asked(props);
  return { title: (await getTranslations("sheet"))("title", { taxon: taxon.displayName }) };
}

export default async function Page(props: Props) {
  const sheet = wire(await asked(props));
  return <SheetPage key={`${sheet.site.version} ${sheet.project?.version}`} sheet={sheet} />;
}
