"use client";
import { Button, Kbd, Text } from "@mantine/core";
import { fewestChecks } from "@nauplius/domain";
import { useFormatter, useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { PickedTaxon } from "@/components/taxon-picker.tsx";
import { Tile } from "../components/tile.tsx";
import { useGrid } from "../context.tsx";
import { useCommonScale } from "../hooks/use-common-scale.ts";
import { useKeys } from "../hooks/use-keys.ts";
import { useSelection } from "../hooks/use-store.ts";
import { noSelection, toggle } from "../model/selection.ts";
import classes from "./pages.module.css";
import { Result } from "./result.tsx";
import { useCursor } from "./use-cursor.ts";
import { type IntervalCourse, useInterval } from "./use-interval.ts";

type Props = { readonly taxon: PickedTaxon; readonly from: number; readonly onLeave: (next: number | null) => void };

/** Page mode: is this page all of one taxon? One key says yes, another no; what is jumped over is bounded by checks and accepted. */
export function PageMode({ taxon, from, onLeave }: Props) {
  const t = useTranslations("grid.pages");
  const { session } = useGrid();
  const course = useInterval(taxon, from);
  const { now, stage, shown } = course;
  const marked = [...useSelection(session).ids];
  const seconds = useSeconds();
  const judge = (isRight: boolean) => {
    course.judge(marked, isRight);
    // The checks are one page: should accepting fail, what was marked is marked still when it is tried again.
    if (stage.kind === "pages") session.select(noSelection);
  };
  useEffect(() => () => session.select(noSelection), [session]);
  const isPage = stage.kind === "checks" || (stage.kind === "pages" && now.page !== null);
  const list = useRef<HTMLDivElement>(null);
  const cursor = useCursor(isPage ? shown : null, list);
  useKeys("pages", {
    ...cursor,
    pageRight: () => isPage && judge(true),
    pageWrong: () => stage.kind === "pages" && isPage && judge(false),
    pageBack: course.back,
    leavePages: () => onLeave(null),
  });
  const covered = now.good - now.from;
  return (
    <section className={classes.frame} aria-label={t("title", { taxon: taxon.displayName })} data-pages>
      <header className={classes.head}>
        <Text fw={700}>{t("title", { taxon: taxon.displayName })}</Text>
        <Text size="sm" role="status">
          {stage.kind === "checks" ? t("checking", { open: stage.open }) : t("covered", { covered, pages: course.looked })}
        </Text>
        <Text size="sm" c="dimmed">
          {t("rate", { rate: Math.round((covered / Math.max(1, seconds)) * 3600) })}
        </Text>
        <span className={classes.space} />
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onLeave(null)}>
          {t("leave")}{" "}
          <Kbd size="xs" ml={6}>
            Esc
          </Kbd>
        </Button>
      </header>
      {isPage && <PageTiles shown={shown} list={list} />}
      {isPage && (
        <footer className={classes.foot}>
          <Button color="teal.9" onClick={() => judge(true)} disabled={shown === null || course.busy}>
            {marked.length === 0 ? t("right") : t("rightBut", { count: marked.length })}{" "}
            <Kbd size="xs" ml={6}>
              F
            </Kbd>
          </Button>
          {stage.kind === "pages" && (
            <Button color="orange" variant="light" onClick={() => judge(false)} disabled={shown === null || course.busy}>
              {t("wrong")}{" "}
              <Kbd size="xs" ml={6}>
                J
              </Kbd>
            </Button>
          )}
          <Text size="sm" c="dimmed">
            {stage.kind === "checks" ? t("checkHint") : t("hint")}
          </Text>
        </footer>
      )}
      {stage.kind === "pages" && now.page === null && <Bounded course={course} covered={covered} onLeave={onLeave} />}
      {stage.kind === "done" && <Result taxon={taxon} result={stage.result} end={now.good} isMore={now.bad === null} onLeave={onLeave} />}
    </section>
  );
}

function useSeconds(): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((s) => s + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return seconds;
}

type TilesProps = { readonly shown: readonly number[] | null; readonly list: RefObject<HTMLDivElement | null> };

/** The page, shuffled; a click says that one is not of the taxon. */
function PageTiles({ shown, list }: TilesProps) {
  const t = useTranslations("grid.pages");
  const { session, names, display } = useGrid();
  const umPerPx = useCommonScale();
  if (shown === null) return <output className={classes.tiles}>{t("loading")}</output>;
  return (
    // The tiles are options of a list that is chosen from by mouse and, with the arrows, by keyboard.
    <div ref={list} className={classes.tiles} role="listbox" data-grid aria-multiselectable aria-label={t("page")} tabIndex={0}>
      {shown.map((id, index) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the tile inside is the option
        <div
          key={id}
          role="presentation"
          onPointerDown={() => session.setFocus(id)}
          onClick={() => session.select(toggle(session.selection(), id))}
        >
          <Tile
            session={session}
            names={names}
            id={id}
            index={index}
            total={shown.length}
            edge={display.tile}
            height={display.tile}
            umPerPx={display.fitted ? null : umPerPx}
            blind
            shown={[]}
          />
        </div>
      ))}
    </div>
  );
}

type BoundedProps = { readonly course: IntervalCourse; readonly covered: number; readonly onLeave: Props["onLeave"] };

/** How far the taxon goes is known: what nobody saw is checked before it is accepted. */
function Bounded({ course, covered, onLeave }: BoundedProps) {
  const t = useTranslations("grid.pages");
  const format = useFormatter();
  return (
    <div className={classes.middle}>
      <Text fw={600}>{covered === 0 ? t("nothing") : t("bounded", { covered })}</Text>
      {covered > 0 && (
        <Text size="sm" c="dimmed" maw="36rem">
          {t("why", { fewest: fewestChecks, percent: format.number(0.95, { style: "percent" }) })}
        </Text>
      )}
      {covered > 0 && (
        <Button onClick={course.check} loading={course.busy} autoFocus>
          {t("check")}
        </Button>
      )}
      <Button variant="subtle" color="gray" onClick={() => onLeave(null)}>
        {t("leave")}
      </Button>
    </div>
  );
}
