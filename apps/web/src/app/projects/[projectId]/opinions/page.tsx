import { allows } from "@nauplius/domain";
import { notFound } from "next/navigation";
import { OpinionsPage } from "@/features/opinions/opinions-page.tsx";
import { projectOfPage, titled } from "@/server/project.ts";

export const generateMetadata = titled("opinions");

export default async function Page({ params }: { params: Promise<{ projectId: string }> }) {
  const { id, standing } = await projectOfPage((await params).projectId);
  if (!allows("opinion.read", standing)) notFound();
  // Labels and opinions are signed by members.
  const give = standing.role !== null && allows("opinion.give", standing);
  return (
    <OpinionsPage
      projectId={id}
      may={{ give, review: allows("annotation.review", standing), manage: allows("opinion.manage", standing) }}
    />
  );
}
