import { Container, Group, Stack, Text } from "@mantine/core";
import type { OpenInvitation, PersonSummary } from "@nauplius/services";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/link-button.tsx";
import { Invitations } from "../members/invitations.tsx";
import { Section } from "../section.tsx";
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
    <Container size="lg" py="lg">
      <Stack gap="md">
        <Section title={t("title")} about={t("about")} action={<InvitePerson />}>
          <PeopleSearch q={q} />
          <div>
            {people.map((person) => (
              <PersonLine key={person.id} person={person} isMe={person.id === me} />
            ))}
          </div>
          {people.length === 0 && (
            <Text size="sm" c="dimmed">
              {t("nobody", { q })}
            </Text>
          )}
          {next !== null && (
            <Group justify="center">
              <LinkButton href={next} variant="subtle" size="xs">
                {t("more")}
              </LinkButton>
            </Group>
          )}
        </Section>
        {invitations.length > 0 && <Invitations invitations={invitations} />}
      </Stack>
    </Container>
  );
}
