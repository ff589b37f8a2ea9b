import "server-only";
import { projectId } from "@nauplius/domain";
import { readProject } from "@nauplius/services";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import type { PlaceId } from "@/features/projects/places.ts";
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

/** The title of a page of something in a project; what is not there has the site's own. */
export async function titleInProject(id: number | string, name?: string): Promise<Metadata> {
  const project = await read(String(id));
  if (!project?.ok) return {};
  return { title: name === undefined ? project.value.title : `${name} · ${project.value.title}` };
}

/** `generateMetadata` of a page of the project. */
export const titled =
  (place: PlaceId | "map" | "trash" | "segment" | "multiples") =>
  async ({ params }: { params: Promise<{ projectId: string }> }): Promise<Metadata> => {
    const t = await getTranslations("projects.places");
    return titleInProject((await params).projectId, t(place));
  };
