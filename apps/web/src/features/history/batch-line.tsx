"use client";
import { Anchor, Badge, Button, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { BatchData } from "@/features/correct/types.ts";
import { useCorrection } from "@/features/correct/use-correction.tsx";
import classes from "./history.module.css";
import { titleOf } from "./sentence.ts";
import { useRevert } from "./use-history.ts";

type Props = {
  readonly projectId: number;
  readonly batch: BatchData;
  readonly may: { readonly undo: boolean; readonly revert: boolean };
  readonly onOpen: () => void;
};

const revertable = ["label", "undo", "redo", "relabel", "revert"];
/** Taken back at their own place: the trash of the site. */
const elsewhere: readonly unknown[] = ["trashProject", "restoreProject"];
const working = ["queued", "running", "lost", "asking"];

const unitOf = ({ kind, request, of }: BatchData): "values" | "rows" | "objects" =>
  kind !== "correction" ? "objects" : request.do === "cells" || of?.request.do === "cells" ? "values" : "rows";

/** One gesture: what, how much, who, when, and the way back. */
export function BatchLine({ projectId, batch, may, onOpen }: Props) {
  const t = useTranslations("history");
  const format = useFormatter();
  const undo = useCorrection(projectId);
  const revert = useRevert(projectId);
  const atWork = batch.runState !== null && working.includes(batch.runState);
  const done = batch.undoneBy !== null;
  const takesBack = !done && !atWork && batch.rows !== 0;
  const mayUndo = takesBack && may.undo && batch.kind === "correction" && !elsewhere.includes(batch.request.do);
  const mayRevert = takesBack && may.revert && revertable.includes(batch.kind);
  const go = () => (mayUndo ? undo.mutate({ do: "undo", batchId: batch.id }) : revert.mutate(batch.id));
  const ask = () =>
    modals.openConfirmModal({
      title: t(mayUndo ? "undoTitle" : "revertTitle"),
      children: <Text size="sm">{t(mayUndo ? "undoText" : "revertText")}</Text>,
      labels: { confirm: t("takeBack"), cancel: t("cancel") },
      onConfirm: go,
    });
  return (
    <li className={classes.line} data-undone={done || undefined}>
      <time dateTime={batch.at} className={classes.time}>
        {format.dateTime(new Date(batch.at), { timeStyle: "short" })}
      </time>
      <div className={classes.what}>
        <button type="button" className={classes.open} onClick={onOpen}>
          {titleOf(batch, t)}
        </button>
        <Text size="xs" c="dimmed">
          {[
            batch.byName ?? t("nobody"),
            batch.of === null || batch.kind === "copy"
              ? null
              : t("ofThem", {
                  name: batch.of.byName ?? t("nobody"),
                  at: format.dateTime(new Date(batch.of.at), { dateStyle: "medium", timeStyle: "short" }),
                }),
            batch.rows === null ? null : t(unitOf(batch), { count: batch.rows }),
            batch.left > 0 ? t("left", { count: batch.left }) : null,
          ]
            .filter((part) => part !== null)
            .join(" · ")}
        </Text>
      </div>
      <div className={classes.end}>
        {done && (
          <Badge variant="light" color="gray" radius="sm" tt="none">
            {t("undone")}
          </Badge>
        )}
        {atWork && batch.runId !== null && (
          <Anchor component={Link} href={`/runs/${batch.runId}`} size="sm">
            {t("atWork")}
          </Anchor>
        )}
        {(mayUndo || mayRevert) && (
          <Button size="compact-xs" variant="default" onClick={ask} loading={undo.isPending || revert.isPending}>
            {t("takeBack")}
          </Button>
        )}
      </div>
    </li>
  );
}
