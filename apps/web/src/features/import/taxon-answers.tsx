"use client";
import { Badge, Button, Card, Checkbox, Group, Popover, Stack, Text, Title } from "@mantine/core";
import type { TaxonQuestion } from "@nauplius/services";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { TaxonPicker } from "@/components/taxon-picker.tsx";
import type { TaxonDraft } from "./drafts.ts";
import classes from "./import.module.css";

type Answer = (key: string, draft: TaxonDraft | null) => void;

function Below({
  projectId,
  editsTree,
  label,
  button,
  onPick,
}: {
  projectId: number;
  editsTree: boolean;
  label: string;
  button: string;
  onPick: (under: { readonly under: number | null; readonly underName: string; readonly local: boolean }) => void;
}) {
  const t = useTranslations("import.answer");
  const [open, setOpen] = useState(false);
  const [local, setLocal] = useState(!editsTree);
  const pick = (under: number | null, underName: string) => {
    setOpen(false);
    onPick({ under, underName, local });
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="md" withinPortal trapFocus>
      <Popover.Target>
        <Button size="compact-xs" variant="subtle" onClick={() => setOpen(!open)}>
          {button}
        </Button>
      </Popover.Target>
      <Popover.Dropdown w={300}>
        {/* Above the field: what is found hangs below it. */}
        <Button size="compact-xs" variant="light" fullWidth mb="xs" onClick={() => pick(null, t("top"))}>
          {t("atTop")}
        </Button>
        {editsTree ? (
          <Checkbox size="xs" mb="xs" label={t("onlyHere")} checked={local} onChange={(e) => setLocal(e.currentTarget.checked)} />
        ) : (
          <Text size="xs" c="dimmed" mb="xs">
            {t("becomesOwn")}
          </Text>
        )}
        <TaxonPicker projectId={projectId} label={label} size="xs" autoFocus onPick={(taxon) => pick(taxon.id, taxon.displayName)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Answered({ draft, onChange }: { draft: TaxonDraft; onChange: () => void }) {
  const t = useTranslations("import.answer");
  return (
    <Group gap="xs">
      <Badge variant="light" radius="sm" size="md" color={draft.kind === "leave" ? "gray" : undefined} className={classes.chosen}>
        {draft.kind === "leave" ? t("left") : draft.name}
      </Badge>
      {draft.kind === "make" && (
        <Text size="xs" c="dimmed">
          {t(draft.local ? "madeOwn" : "made", { under: draft.underName })}
        </Text>
      )}
      <Button size="compact-xs" variant="subtle" color="gray" onClick={onChange}>
        {t("change")}
      </Button>
    </Group>
  );
}

function Question({
  projectId,
  editsTree,
  question: q,
  draft,
  onAnswer,
}: {
  projectId: number;
  editsTree: boolean;
  question: TaxonQuestion;
  draft: TaxonDraft | undefined;
  onAnswer: Answer;
}) {
  const t = useTranslations("import.answer");
  const name = q.category ?? `[${q.categoryId}]`;
  return (
    <li className={classes.question}>
      <div className={classes.asked}>
        <Text size="sm" fw={600} className={classes.askedName}>
          {q.key}
        </Text>
        <Text size="xs" c="dimmed">
          {t("objects", { count: q.objects })}
          {q.why === "ambiguous" && ` · ${t("ambiguous")}`}
        </Text>
      </div>
      {draft !== undefined ? (
        <Answered draft={draft} onChange={() => onAnswer(q.key, null)} />
      ) : (
        <Stack gap={6} className={classes.choices}>
          {q.suggestions.length > 0 && (
            <Group gap={6}>
              {q.suggestions.map((s) => (
                <Button
                  key={s.taxon}
                  size="compact-xs"
                  variant="light"
                  title={s.parent ?? undefined}
                  onClick={() => onAnswer(q.key, { kind: "taxon", id: s.taxon, name: s.name })}
                >
                  {s.name}
                </Button>
              ))}
            </Group>
          )}
          <Group gap={6}>
            <TaxonPicker
              projectId={projectId}
              size="xs"
              aria-label={t("search")}
              placeholder={t("search")}
              w={180}
              onPick={(taxon) => onAnswer(q.key, { kind: "taxon", id: taxon.id, name: taxon.displayName })}
            />
            <Below
              projectId={projectId}
              editsTree={editsTree}
              button={t("make")}
              label={t("makeUnder", { name })}
              onPick={(under) => onAnswer(q.key, { kind: "make", name, ...under })}
            />
            <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onAnswer(q.key, { kind: "leave" })}>
              {t("leave")}
            </Button>
          </Group>
        </Stack>
      )}
    </li>
  );
}

type Props = {
  projectId: number;
  /** New taxa may stand in the site's tree. */
  editsTree: boolean;
  questions: readonly TaxonQuestion[];
  drafts: Readonly<Record<string, TaxonDraft>>;
  onChange: (drafts: Record<string, TaxonDraft>) => void;
};

/** Which taxa the names of the files are: by a click on what is alike, by search, new, or none. */
export function TaxonAnswers({ projectId, editsTree, questions, drafts, onChange }: Props) {
  const t = useTranslations("import.answer");
  const open = questions.filter((q) => drafts[q.key] === undefined);
  const answer: Answer = (key, draft) => {
    const { [key]: _old, ...rest } = drafts;
    onChange(draft === null ? rest : { ...rest, [key]: draft });
  };
  const answerRest = (draftOf: (q: TaxonQuestion) => TaxonDraft) =>
    onChange({ ...drafts, ...Object.fromEntries(open.map((q) => [q.key, draftOf(q)])) });
  if (questions.length === 0) return null;
  return (
    <Card withBorder padding="md">
      <Group justify="space-between" align="start" gap="sm">
        <div>
          <Title order={2} size="h5">
            {t("taxa")}
          </Title>
          <Text size="sm" c="dimmed">
            {t("taxaAbout", { count: questions.length })}
          </Text>
        </div>
        {open.length > 1 && (
          <Group gap={4}>
            <Text size="xs" c="dimmed">
              {t("rest", { count: open.length })}:
            </Text>
            <Button size="compact-xs" variant="subtle" color="gray" onClick={() => answerRest(() => ({ kind: "leave" }))}>
              {t("restLeave")}
            </Button>
            <Below
              projectId={projectId}
              editsTree={editsTree}
              button={t("restMake")}
              label={t("restMake")}
              onPick={(under) => answerRest((q) => ({ kind: "make", name: q.category ?? q.key, ...under }))}
            />
          </Group>
        )}
      </Group>
      <ul className={classes.questions}>
        {questions.map((q) => (
          <Question key={q.key} projectId={projectId} editsTree={editsTree} question={q} draft={drafts[q.key]} onAnswer={answer} />
        ))}
      </ul>
    </Card>
  );
}
