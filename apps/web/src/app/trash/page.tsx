import { trashedProjects } from "@nauplius/services";
import { getTranslations } from "next-intl/server";
import { TrashedProjects } from "@/features/correct/trash/trashed-projects.tsx";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

export const generateMetadata = async () => ({ title: (await getTranslations("projects"))("trash") });

export default async function TrashedProjectsPage() {
  return <TrashedProjects projects={wire(shown(await trashedProjects.call(await context(), {})))} />;
}
