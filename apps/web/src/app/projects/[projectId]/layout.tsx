import type { ReactNode } from "react";
import { InProject } from "@/app/in-project.tsx";
import { titleOfProject } from "@/server/project.ts";

type Props = { params: Promise<{ projectId: string }>; children: ReactNode };

export async function generateMetadata({ params }: Props) {
  return titleOfProject((await params).projectId);
}

export default async function ProjectLayout({ params, children }: Props) {
  return <InProject id={(await params).projectId}>{children}</InProject>;
}
