import "server-only";
import { projectId } from "@nauplius/domain";
import { readProject } from "@nauplius/services";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { context } from "./context.ts";
import { shown } from "./shown.ts";

/** Its layout, its page and its title ask once together. */
const read = cache(async (text: string) => {
  const id = projectId.safeParse(text);
  return id.success ? readProject.call(await context(), { projectId: id.data }) : null;
});

/** The project of the page being rendered. */
export async function projectOfPage(text: string) {
  const project = await read(text);
  if (project === null) notFound();
  return shown(project);
}

/** The title of its pages; what is not there has the site's own. */
export async function titleOfProject(text: string): Promise<Metadata> {
  const project = await read(text);
  return project?.ok ? { title: project.value.title } : {};
}
