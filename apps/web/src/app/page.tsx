import { listProjects, projectExamples } from "@nauplius/services";
import { ProjectList } from "@/features/projects/list.tsx";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

/** So many projects show vignettes; a list is read from its top. */
const withExamples = 24;

export default async function HomePage() {
  const ctx = await context();
  const projects = shown(await listProjects.call(ctx, {}));
  const listed = await Promise.all(
    projects.map(async ({ id, title, description, instrument, access, role, counts, samples }, at) => {
      const examples = at < withExamples ? await projectExamples.call(ctx, { projectId: id, limit: 18 }) : null;
      const images = examples?.ok ? examples.value : [];
      return { id, title, description: description.slice(0, 400), instrument, access, role, counts, samples, examples: images };
    }),
  );
  return <ProjectList projects={wire(listed)} signedIn={ctx.actor.kind === "user"} />;
}
