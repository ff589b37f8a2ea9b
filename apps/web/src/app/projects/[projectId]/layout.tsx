import type { ReactNode } from "react";
import { InProject } from "@/app/in-project.tsx";

type Props = { params: Promise<{ projectId: string }>; children: ReactNode };

export default async function ProjectLayout({ params, children }: Props) {
  return <InProject id={(await params).projectId}>{children}</InProject>;
}
