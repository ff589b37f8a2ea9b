"use client";
import { Alert, Button, Group, Text } from "@mantine/core";
import type { KeyPractice } from "@nauplius/services";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { answerHere, api } from "@/components/api.ts";
import { Notice } from "@/components/notice.tsx";
import { GridPage } from "@/features/grid/grid-page.tsx";
import { CoursePanel } from "./course-panel.tsx";
import classes from "./keys.module.css";
import { drawObjects } from "./model/drawn.ts";
import { createSandbox, practiceProject } from "./model/sandbox.ts";
import { practiceHref } from "./offer.tsx";

type Score = { readonly seconds: number; readonly errors: number };
type Props = { readonly earlier: KeyPractice /** Where the person came from. */; readonly back: string };

const asAnnotator = { role: "annotator", manages: false, fields: [], preferences: {} } as const;

/** The real grid over drawn objects, and a course through its keys. No label leaves the page. */
export function KeyPracticePage({ earlier, back }: Props) {
  const t = useTranslations("keys");
  const [objects] = useState(drawObjects);
  const [attempt, setAttempt] = useState<{ readonly name: string } | null>(null);
  const [score, setScore] = useState<Score | null>(null);

  useEffect(() => {
    const names = { copepod: t("taxa.copepod"), worm: t("taxa.worm"), jelly: t("taxa.jelly") };
    const stop = answerHere(createSandbox(objects, names, t("nothing")));
    // Labels of an attempt are of that attempt alone: a name for each, as if it were a person's.
    setAttempt({ name: `practice ${crypto.randomUUID()}` });
    return stop;
  }, [objects, t]);
  const onDone = useCallback((done: Score) => setScore(done), []);
  const leave = () => window.location.assign(back);

  if (score !== null) return <Ended score={score} earlier={earlier} back={back} />;
  if (attempt === null) return null;
  return (
    <div className={classes.alone}>
      <GridPage
        project={{ id: practiceProject, title: t("title") }}
        userId={attempt.name}
        {...asAnnotator}
        above={<CoursePanel objects={objects} onDone={onDone} onLeave={leave} />}
      />
    </div>
  );
}

function Ended({ score, earlier, back }: { readonly score: Score; readonly earlier: KeyPractice; readonly back: string }) {
  const t = useTranslations("keys");
  const format = useFormatter();
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => {
    api("POST", "practice/keys", score).catch((error: unknown) => setFailed(error instanceof Error ? error.message : String(error)));
  }, [score]);
  const text = (of: Score) => t("score", { seconds: format.number(of.seconds), errors: of.errors });
  return (
    <Notice title={t("done")} text={text(score)}>
      {earlier.best !== null && (
        <Text size="sm" c="dimmed">
          {t("best", { score: text(earlier.best) })}
        </Text>
      )}
      <Text size="sm">{t("onlyYou")}</Text>
      {failed !== null && (
        <Alert color="red" p="sm">
          {failed}
        </Alert>
      )}
      <Group>
        <Button component={Link} href={back}>
          {t("back")}
        </Button>
        <Button variant="default" onClick={() => window.location.assign(practiceHref(back))}>
          {t("again")}
        </Button>
      </Group>
    </Notice>
  );
}
