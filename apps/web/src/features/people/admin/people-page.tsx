import { Group, Stack } from "@mantine/core";
import type { OpenInvitation, PersonSummary } from "@nauplius/services";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/link-button.tsx";
import { PageFrame } from "@/components/page-frame.tsx";
import { Invitations } from "../members/invitations.tsx";
import { Lines } from "../section.tsx";
import { InvitePerson } from "./invite-person.tsx";
import { PeopleSearch } from "./people-search.tsx";
import { PersonLine } from "./person-line.tsx";

type Props = {
  people: readonly PersonSummary[];
  invitations: readonly OpenInvitation[];
  q: string;
  me: string | null;
  /** The address of the next page, if there is one. */
  next: string | null;
};

/** Every account of the site. */
export function PeoplePage({ people, invitations, q, me, next }: Props) {
  const t = useTranslations("people.admin");
  return (
    <PageFrame title={t("title")} about={t("about")} action={<InvitePerson />}>
      <Stack gap="md">
        <PeopleSearch q={q} />
        <Lines empty={t("nobody", { q })}>
          {people.map((person) => (
            <PersonLine key={person.id} person={person} isMe={person.id === me} />
          ))}
        </Lines>
        {next !== null && (
          <Group justify="center">
            <LinkButton href={next} variant="subtle" size="xs">
              {t("more")}
            </LinkButton>
          </Group>
        )}
        {invitations.length > 0 && <Invitations invitations={invitations} />}
      </Stack>
    </PageFrame>
  );
}
