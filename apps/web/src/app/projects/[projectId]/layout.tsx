import type { ReactNode } from "react";
import { placesFor } from "@/features/projects/places.ts";
import { ProjectTabs } from "@/features/projects/tabs.tsx";
import { projectOfPage } from "@/server/project.ts";

type Props = { params: Promise<{ projectId: string }>; children: ReactNode };

export async function generateMetadata({ params }: Props) {
  return { title: (await projectOfPage((await params).projectId)).title };
}

export default async function ProjectLayout({ params, children }: Props) {
  const project = await projectOfPage((await params).projectId);
  return (
    <>
      <ProjectTabs id={project.id} title={project.title} shown={placesFor(project.standing)} />
      {children}
    </>
  );
}
