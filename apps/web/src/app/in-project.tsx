import type { ReactNode } from "react";
import { type PlaceId, placesFor } from "@/features/projects/places.ts";
import { ProjectTabs } from "@/features/projects/tabs.tsx";
import { projectOfPage } from "@/server/project.ts";

/** A page of something that lies in a project: below the line of the project's pages, as a part of one of them. */
export async function InProject({ id, part, children }: { id: number | string; part?: PlaceId; children: ReactNode }) {
  const project = await projectOfPage(String(id));
  return (
    <>
      <ProjectTabs id={project.id} title={project.title} shown={placesFor(project.standing)} part={part} />
      {children}
    </>
  );
}
