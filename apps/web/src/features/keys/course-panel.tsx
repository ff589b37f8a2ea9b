"use client";
import { Button, Kbd, Progress, Text, Title } from "@mantine/core";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useReducer, useState } from "react";
import { useGrid } from "@/features/grid/context.tsx";
import classes from "./keys.module.css";
import { after, begin, type Course, type Deed, steps } from "./model/course.ts";
import { type DrawnObject, taxa } from "./model/drawn.ts";

type Props = {
  readonly objects: readonly DrawnObject[];
  readonly onDone: (score: { readonly seconds: number; readonly errors: number }) => void;
  readonly onLeave: () => void;
};

const all = { filter: {}, sort: { by: "id", direction: "ascending" } } as const;

/** What the person did, as the grid and its outbox tell it. */
function useDeeds(tell: (deed: Deed) => void): void {
  const { session, open } = useGrid();
  useEffect(() => session.subscribe("selection", () => tell({ kind: "selected", ids: [...session.selection().ids] })), [session, tell]);
  useEffect(
    () =>
      open?.onEvent(({ kind, gesture }) => {
        if (kind !== "done") return;
        if (gesture.kind === "undo") tell({ kind: "undone" });
        if (gesture.kind === "label") tell({ kind: "labelled", ids: gesture.objects.map((o) => o.id), taxonId: gesture.change.taxonId });
      }),
    [open, tell],
  );
}

/** What is to be done next, above the grid in which it is done; time and errors run along. */
export function CoursePanel({ objects, onDone, onLeave }: Props) {
  const t = useTranslations("keys");
  const format = useFormatter();
  const { view, setView } = useGrid();
  const [course, tell] = useReducer((old: Course, deed: Deed) => after(old, deed, objects), begin);
  const [started] = useState(() => Date.now());
  const [seconds, setSeconds] = useState(0);
  useDeeds(tell);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.round((Date.now() - started) / 1000)), 1000);
    return () => clearInterval(timer);
  }, [started]);
  const { step, errors } = course;
  useEffect(() => {
    if (step === null) onDone({ seconds: Math.max(1, Math.round((Date.now() - started) / 1000)), errors });
  }, [step, errors, started, onDone]);
  // Page mode is for a view of one taxon.
  const isPages = step === "pages";
  const [of] = view.filter.taxa ?? [];
  useEffect(() => {
    if (isPages && of === undefined) setView({ ...all, filter: { taxa: [taxa.copepod as never] } });
  }, [isPages, of, setView]);

  const at = step === null ? steps.length : steps.indexOf(step);
  const place = t("step", { at: at + 1, of: steps.length });
  return (
    <section className={classes.course} aria-label={t("title")}>
      <Progress value={(at / steps.length) * 100} size="xs" aria-label={place} className={classes.progress} />
      <div className={classes.words}>
        <Title order={2} size="h5" aria-live="polite">
          {step === null ? t("done") : `${at + 1}. ${t(`${step}.title`)}`}
        </Title>
        {step !== null && <Text size="sm">{t.rich(`${step}.text`, { key: (keys) => <Kbd size="xs">{keys}</Kbd> })}</Text>}
      </div>
      <Text size="sm" className={classes.score}>
        {t("running", { seconds: format.number(seconds), errors })}
      </Text>
      <Button size="compact-sm" variant="default" onClick={onLeave}>
        {t("leave")}
      </Button>
    </section>
  );
}
