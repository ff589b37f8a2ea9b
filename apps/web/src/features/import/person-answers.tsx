"use client";
import { Badge, Button, Card, Group, Select, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { PersonQuestion } from "@nauplius/services";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import type { PersonDraft } from "./drafts.ts";
import classes from "./import.module.css";

type Found = { id: string; name: string };

function AccountSelect({ question: q, onPick }: { question: PersonQuestion; onPick: (person: Found) => void }) {
  const t = useTranslations("import.answer");
  const [text, setText] = useState("");
  const [settled] = useDebouncedValue(text, 150);
  const { data } = useQuery({
    queryKey: ["people-search", settled],
    queryFn: () => api<Found[]>("GET", `people/search?${new URLSearchParams({ q: settled })}`),
    enabled: settled.trim().length > 1,
  });
  const offered = settled.trim().length > 1 ? (data ?? []) : q.suggestions.map((s) => ({ id: s.user, name: s.name }));
  const people = [...new Map(offered.map((p) => [p.id, p])).values()];
  return (
    <Select
      size="xs"
      w={190}
      searchable
      aria-label={t("account")}
      placeholder={t("account")}
      data={people.map((p) => ({ value: p.id, label: p.name }))}
      filter={({ options }) => options}
      searchValue={text}
      onSearchChange={setText}
      value={null}
      onChange={(id) => {
        const person = people.find((p) => p.id === id);
        if (person !== undefined) onPick(person);
      }}
    />
  );
}

type Props = {
  questions: readonly PersonQuestion[];
  drafts: Readonly<Record<string, PersonDraft>>;
  onChange: (drafts: Record<string, PersonDraft>) => void;
};

/** Who the people of the files are here. */
export function PersonAnswers({ questions, drafts, onChange }: Props) {
  const t = useTranslations("import.answer");
  const answer = (key: string, draft: PersonDraft | null) => {
    const { [key]: _old, ...rest } = drafts;
    onChange(draft === null ? rest : { ...rest, [key]: draft });
  };
  if (questions.length === 0) return null;
  return (
    <Card withBorder padding="md">
      <Title order={2} size="h5">
        {t("users")}
      </Title>
      <Text size="sm" c="dimmed">
        {t("usersAbout")}
      </Text>
      <ul className={classes.questions}>
        {questions.map((q) => {
          const draft = drafts[q.key];
          return (
            <li key={q.key} className={classes.question}>
              <div className={classes.asked}>
                <Text size="sm" fw={600} className={classes.askedName}>
                  {q.name ?? q.email}
                </Text>
                <Text size="xs" c="dimmed">
                  {q.email !== null && q.name !== null ? `${q.email} · ` : ""}
                  {t("objects", { count: q.objects })}
                </Text>
              </div>
              {draft !== undefined ? (
                <Group gap="xs">
                  <Badge variant="light" radius="sm" className={classes.chosen}>
                    {draft.kind === "me" ? t("me") : draft.kind === "name" ? t("nameKept") : draft.name}
                  </Badge>
                  <Button size="compact-xs" variant="subtle" color="gray" onClick={() => answer(q.key, null)}>
                    {t("change")}
                  </Button>
                </Group>
              ) : (
                <Group gap={6} className={classes.choices}>
                  <Button size="compact-xs" variant="light" onClick={() => answer(q.key, { kind: "me" })}>
                    {t("me")}
                  </Button>
                  <Button size="compact-xs" variant="light" onClick={() => answer(q.key, { kind: "name" })}>
                    {t("name")}
                  </Button>
                  <AccountSelect question={q} onPick={({ id, name }) => answer(q.key, { kind: "account", id, name })} />
                </Group>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
