import { listProjects, myWork, projectExamples } from "@nauplius/services";
import { getTranslations } from "next-intl/server";
import { ProjectList } from "@/features/projects/list.tsx";
import { MyWork } from "@/features/work/my-work.tsx";
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
  const isPerson = ctx.actor.kind === "user";
  const mine = isPerson ? wire(shown(await myWork.call(ctx, {}))) : null;
  const work =
    mine === null || mine.assignments.length === 0
      ? null
      : { title: (await getTranslations("work.mine"))("title"), list: <MyWork assignments={mine.assignments} pace={mine.pace} /> };
  return <ProjectList projects={wire(listed)} signedIn={isPerson} work={work} />;
}
