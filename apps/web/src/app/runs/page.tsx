import { myRuns } from "@nauplius/services";
import { getTranslations } from "next-intl/server";
import { RunList } from "@/features/runs/run-list.tsx";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

export const generateMetadata = async () => ({ title: (await getTranslations("runs"))("mine") });

export default async function MyRunsPage() {
  const runs = shown(await myRuns.call(await context(), {}));
  const t = await getTranslations("runs");
  return <RunList initial={wire(runs)} rights="starter" title={t("mine")} />;
}
