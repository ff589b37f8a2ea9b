import { allows } from "@nauplius/domain";
import { listModels } from "@nauplius/services";
import { getTranslations } from "next-intl/server";
import { ModelList } from "@/features/learn/model-list.tsx";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";
import { siteStanding } from "@/server/standing.ts";
import { wire } from "@/server/wire.ts";

export const generateMetadata = async () => ({ title: (await getTranslations("learn"))("models") });

export default async function ModelsPage() {
  const ctx = await context();
  return <ModelList models={wire(shown(await listModels.call(ctx, {})))} mayManage={allows("model.manage", siteStanding(ctx))} />;
}
