"use client";
import { Alert, Button, Card, Checkbox, Group, List, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import type { ImportQuestions } from "@nauplius/services";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { answersOf, type Drafts, noDrafts, openQuestions } from "./drafts.ts";
import { FactsLine } from "./facts.tsx";
import classes from "./import.module.css";
import { PersonAnswers } from "./person-answers.tsx";
import { Changes, Places, Units } from "./preview.tsx";
import { Problems } from "./problems.tsx";
import { TaxonAnswers } from "./taxon-answers.tsx";

type Props = { projectId: number; editsTree: boolean; runId: number; questions: ImportQuestions; onAnswered: () => void };

/** What the button does, in the words of what follows. */
function useAction(questions: ImportQuestions): { label: string; nothing: boolean } {
  const t = useTranslations("import.answer");
  const { changes, facts } = questions;
  if (changes === null) return { label: t("load", { count: facts.objects }), nothing: false };
  if (!questions.confirm) return { label: t("go"), nothing: false };
  const count = changes.cells + changes.labels;
  return count === 0 ? { label: t("applyNothing"), nothing: true } : { label: t("apply", { count }), nothing: false };
}

/** Third step: what is open, what was understood, and the word to go on. Answers outlive a reload. */
export function Answer({ projectId, editsTree, runId, questions, onAnswered }: Props) {
  const t = useTranslations("import.answer");
  const [drafts, setDrafts] = useLocalStorage<Drafts>({ key: `import-answers-${runId}`, defaultValue: noDrafts });
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const open = openQuestions(drafts, questions);
  const action = useAction(questions);
  const post = async (path: string, body: object) => {
    setBusy(true);
    setRefusal(null);
    try {
      await api("POST", `runs/${runId}/${path}`, body);
      onAnswered();
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  const isUpdate = questions.facts.mode === "update";
  return (
    <Stack gap="md">
      <FactsLine facts={questions.facts} known={questions.known} />
      {questions.faults.length > 0 && (
        <Alert color="red" variant="light">
          <List size="sm">
            {questions.faults.map((fault) => (
              <List.Item key={fault.path}>{fault.message}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <TaxonAnswers
        projectId={projectId}
        editsTree={editsTree}
        questions={questions.taxa}
        drafts={drafts.taxa}
        onChange={(taxa) => setDrafts({ ...drafts, taxa })}
      />
      <PersonAnswers questions={questions.users} drafts={drafts.users} onChange={(users) => setDrafts({ ...drafts, users })} />
      {questions.images > 0 && (
        <Card withBorder padding="md">
          <Title order={2} size="h5">
            {t("images")}
          </Title>
          <Text size="sm" c="dimmed" mb="xs">
            {t("imagesAbout", { count: questions.images })}
          </Text>
          <Checkbox
            label={t("leaveOut")}
            checked={drafts.leaveOut}
            onChange={(event) => setDrafts({ ...drafts, leaveOut: event.currentTarget.checked })}
          />
        </Card>
      )}
      {questions.changes !== null && <Changes changes={questions.changes} />}
      {!isUpdate && (
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
          <Places places={questions.places} />
          <Units units={questions.units} />
        </SimpleGrid>
      )}
      <Problems runId={runId} alive={false} />
      {refusal !== null && (
        <Alert color="red" variant="light">
          {refusal}
        </Alert>
      )}
      <Group justify="space-between" wrap="nowrap" gap="xs" className={classes.bar}>
        <Button variant="subtle" color="gray" px="xs" onClick={() => void post("cancel", {})} disabled={busy}>
          {t("cancel")}
        </Button>
        <Group gap="sm" wrap="nowrap">
          {open > 0 && (
            <Text size="sm" c="dimmed" visibleFrom="xs">
              {t("open", { count: open })}
            </Text>
          )}
          <Button
            onClick={() => void post("answers", { answers: answersOf(drafts, questions) })}
            loading={busy}
            disabled={open > 0 || action.nothing}
          >
            {action.label}
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}
