import { trashedProjects } from "@nauplius/services";
import { TrashedProjects } from "@/features/correct/trash/trashed-projects.tsx";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

export default async function TrashedProjectsPage() {
  return <TrashedProjects projects={wire(shown(await trashedProjects.call(await context(), {})))} />;
}
