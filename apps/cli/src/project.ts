import { ok, type ProjectId, refuse } from "@nauplius/domain";
import { actingFor, type Context, createProject, importerOf, listProjects, type Outcome } from "@nauplius/services";

export type Wanted = { readonly title: string; readonly create: boolean; readonly as: string | undefined };

/** `made`: it was not there before. */
export type Called = { readonly id: ProjectId; readonly made: boolean };

/** The project of a title; made, for whoever imports, where there is none and it may be. */
export async function projectCalled(ctx: Context, { title, create, as }: Wanted): Promise<Outcome<Called>> {
  const projects = await listProjects.call(ctx, {});
  if (!projects.ok) return projects;
  const found = projects.value.filter((p) => p.title === title);
  const [only] = found;
  if (found.length > 1) return refuse("conflict", `${found.length} projects are called ${title}; rename one of them`);
  if (only !== undefined) return ok({ id: only.id, made: false });
  if (!create) return refuse("notFound", `there is no project called ${title}; --create makes it`);
  const importer = await importerOf(ctx, as);
  if (!importer.ok) return importer;
  const made = await createProject.call(await actingFor(ctx, importer.value), { title });
  return made.ok ? ok({ id: made.value.id, made: true }) : made;
}
