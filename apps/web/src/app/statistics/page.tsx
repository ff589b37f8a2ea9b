import { readUsage, readWork } from "@nauplius/services";
import { getTranslations } from "next-intl/server";
import { UsagePage } from "@/features/usage/usage-page.tsx";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

export const generateMetadata = async () => ({ title: (await getTranslations("site.nav"))("statistics") });

export default async function Page() {
  const ctx = await context();
  const { asOf, months, public: isPublic } = shown(await readUsage.call(ctx, {}));
  const mayManage = ctx.actor.kind === "user" && ctx.actor.siteRoles.includes("admin");
  const work = ctx.actor.kind === "user" ? wire(shown(await readWork.call(ctx, {}))) : null;
  return <UsagePage asOf={asOf} months={wire(months)} isPublic={isPublic} mayManage={mayManage} work={work} />;
}
