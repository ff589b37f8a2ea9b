import { listProjects } from "@nauplius/services";
import { ProjectList } from "@/features/projects/list.tsx";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";

export default async function HomePage() {
  const ctx = await context();
  return <ProjectList projects={shown(await listProjects.call(ctx, {}))} signedIn={ctx.actor.kind === "user"} />;
}
