import { readCampaign } from "@nauplius/services";
import { getTranslations } from "next-intl/server";
import { CampaignPage } from "@/features/work/campaign-page.tsx";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

type Props = { searchParams: Promise<{ projects?: string | string[] }> };

export const generateMetadata = async () => ({ title: (await getTranslations("work.campaign"))("title") });

export default async function Page({ searchParams }: Props) {
  const { projects } = await searchParams;
  const asked = typeof projects === "string" && projects !== "" ? projects : undefined;
  const { projects: managed, lines } = shown(await readCampaign.call(await context(), { projects: asked }));
  const chosen = asked === undefined ? [] : asked.split(",").map(Number);
  return <CampaignPage projects={wire(managed)} chosen={chosen} lines={wire(lines)} />;
}
