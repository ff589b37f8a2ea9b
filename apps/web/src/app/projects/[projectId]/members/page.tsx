import { allows } from "@nauplius/domain";
import { listMembers, listProjectInvitations, listSamples } from "@nauplius/services";
import { MembersPage } from "@/features/people/members/members-page.tsx";
import { context } from "@/server/context.ts";
import { projectOfPage, titled } from "@/server/project.ts";
import { shown } from "@/server/shown.ts";

export const generateMetadata = titled("members");

export default async function ProjectMembersPage({ params }: { params: Promise<{ projectId: string }> }) {
  const project = await projectOfPage((await params).projectId);
  const ctx = await context();
  const asked = { projectId: project.id };
  const members = shown(await listMembers.call(ctx, asked));
  if (!allows("project.members", project.standing)) return <MembersPage projectId={project.id} members={members} managing={null} />;
  const invitations = shown(await listProjectInvitations.call(ctx, asked));
  const samples = shown(await listSamples.call(ctx, asked)).map(({ id, name }) => ({ id, name }));
  return <MembersPage projectId={project.id} members={members} managing={{ invitations, samples }} />;
}
