import { Stack } from "@mantine/core";
import type { MemberRow, OpenInvitation } from "@nauplius/services";
import { useTranslations } from "next-intl";
import { PageFrame } from "@/components/page-frame.tsx";
import { Lines } from "../section.tsx";
import { AddMember } from "./add-member.tsx";
import { Invitations } from "./invitations.tsx";
import { MemberLine } from "./member-line.tsx";

export type Member = MemberRow & { readonly isLimited: boolean; readonly isOver: boolean };
export type SampleChoice = { readonly id: number; readonly name: string };
type Props = {
  projectId: number;
  members: readonly Member[];
  /** Null: the reader does not manage the project. */
  managing: { readonly invitations: readonly OpenInvitation[]; readonly samples: readonly SampleChoice[] } | null;
};

/** Who works in the project, as what, where and until when. */
export function MembersPage({ projectId, members, managing }: Props) {
  const t = useTranslations("people.members");
  return (
    <PageFrame
      title={t("title")}
      about={t("count", { count: members.length })}
      action={managing && <AddMember projectId={projectId} samples={managing.samples} known={members.map((m) => m.userId)} />}
    >
      <Stack gap="md">
        <Lines empty={t("nobody")}>
          {members.map((member) => (
            <MemberLine key={member.userId} projectId={projectId} member={member} samples={managing?.samples ?? null} />
          ))}
        </Lines>
        {managing !== null && managing.invitations.length > 0 && <Invitations invitations={managing.invitations} />}
      </Stack>
    </PageFrame>
  );
}
