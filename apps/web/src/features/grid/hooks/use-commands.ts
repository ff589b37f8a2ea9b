"use client";
import { notifications } from "@mantine/notifications";
import { type Change, taxonId } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useGrid } from "../context.tsx";
import { sharedGuess } from "../model/guesses.ts";
import { lastTaxon, rememberTaxon } from "../model/last-taxon.ts";
import { noSelection } from "../model/selection.ts";
import { afterLabel, type Target, targetOf } from "../model/targets.ts";

export type Commands = {
  /** What a label key would act on now. */
  readonly target: (all?: boolean) => Target;
  readonly label: (change: Change, target: Target) => void;
  readonly assign: (taxon: { id: number; displayName: string }, target: Target) => void;
  readonly validate: (all: boolean) => void;
  readonly dubious: () => void;
  /** Gives the second or third guess of the model, where all that is meant share it. */
  readonly guess: (place: number) => void;
  readonly again: () => void;
  readonly step: (kind: "undo" | "redo") => void;
};

/** What a person can do to the objects; keys, menus and buttons all come here. */
export function useCommands(): Commands {
  const { session, open, may, project, screen, names } = useGrid();
  const t = useTranslations("grid");

  return useMemo(() => {
    const target = (all = false) =>
      targetOf({ selection: session.selection(), onScreen: screen.current?.onScreen() ?? [], current: session.focus(), all });

    const label = (change: Change, to: Target) => {
      if (!may.label || open === null || to.kind === "nothing") return;
      const gesture =
        to.kind === "matching" ? session.labelMatching(change, session.view.filter, to.expected) : session.label(change, to.ids);
      session.select(afterLabel(session.selection(), to));
      if (gesture !== null) void open.outbox.push(gesture);
      if (to.kind === "ids" && to.left > 0)
        notifications.show({
          id: "left",
          message: t("labelledOnScreen", { done: to.ids.length, left: to.left }),
          color: "gray",
          autoClose: 5000,
        });
    };

    /** On to the next tile when one tile after the other is looked at. */
    const advance = (to: Target) => {
      const focus = session.focus();
      if (to.kind !== "ids" || to.ids.length !== 1 || to.ids[0] !== focus) return;
      const next = session.order.indexOf(focus) + 1;
      if (next >= session.order.size()) return;
      session.goTo(next);
      screen.current?.scrollTo(next);
    };

    const assign: Commands["assign"] = (taxon, to) => {
      rememberTaxon(project.id, taxon);
      if (taxon.displayName !== "") names.learn([taxon]);
      label({ taxonId: taxonId.parse(taxon.id), state: "validated" }, to);
      advance(to);
    };

    const mark = (state: "validated" | "dubious", all: boolean) => {
      const to = target(all);
      label({ taxonId: "keep", state }, to);
      advance(to);
    };

    return {
      target,
      label,
      assign,
      validate: (all) => mark("validated", all),
      dubious: () => mark("dubious", false),
      again: () => {
        const taxon = lastTaxon(project.id);
        if (taxon !== undefined) assign(taxon, target());
      },
      guess: (place) => {
        const to = target();
        if (to.kind !== "ids") return;
        const id = sharedGuess(
          to.ids.map((of) => session.tiles.get(of)),
          place - 1,
        );
        if (id === null) notifications.show({ id: "guess", message: t("noSharedGuess"), color: "gray", autoClose: 4000 });
        else assign({ id, displayName: names.of(id) ?? "" }, to);
      },
      step: (kind) => {
        if (!may.label || open === null) return;
        session.select(noSelection);
        void open.outbox.push(session.step(kind));
      },
    };
  }, [session, open, may, project.id, screen, names, t]);
}
