"use client";
import { Anchor } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import type { OutboxEvent } from "@/features/outbox/outbox.ts";
import { useGrid } from "../context.tsx";
import { conflictsOf } from "../model/tiles.ts";

/** A pause after the last answer, so that fast work is not counted at every key. */
const recountMs = 1_500;

/** Says what became of gestures where a tile alone does not tell. */
export function useEvents(): void {
  const t = useTranslations("grid.events");
  const { open, project, session, screen } = useGrid();
  const client = useQueryClient();

  useEffect(() => {
    const onEvent = (event: OutboxEvent) => {
      const { gesture } = event;
      if (gesture.projectId !== project.id) return;
      if (event.kind === "refused") {
        const isStep = gesture.kind === "undo" || gesture.kind === "redo";
        const count = conflictsOf(event).length;
        const message = count === 0 ? event.message : t("refused", { message: event.message, count });
        notifications.show({ color: isStep ? "gray" : "red", message });
        return;
      }
      const { conflicts = [], left = [], gone = [], runId, changed = [] } = event.answer;
      if (conflicts.length > 0) notifications.show({ color: "orange", message: t("conflicts", { count: conflicts.length }) });
      if (gone.length > 0) notifications.show({ color: "orange", message: t("gone", { count: gone.length }), autoClose: false });
      if (left.length > 0) notifications.show({ color: "orange", message: t("left", { count: left.length }) });
      if (runId != null)
        notifications.show({
          message: (
            <>
              {t("run")}{" "}
              <Anchor component={Link} href={`/runs/${runId}`} size="sm">
                {t("look")}
              </Anchor>
            </>
          ),
        });
      if (gesture.kind === "filter" && runId == null)
        notifications.show({ color: "green", message: t("labelled", { count: changed.length }) });
    };
    return open?.onEvent(onEvent);
  }, [open, project.id, t]);

  // Once nothing is pending, the counts are asked anew: what others did meanwhile is in them too.
  useEffect(() => {
    let isDirty = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stopEvents = open?.onEvent(() => {
      isDirty = true;
    });
    const stop = open?.onState(() => {
      clearTimeout(timer);
      if (!isDirty || open.outbox.state().status !== "saved") return;
      timer = setTimeout(() => {
        isDirty = false;
        void client.invalidateQueries({ queryKey: ["counts", project.id] });
      }, recountMs);
    });
    return () => {
      clearTimeout(timer);
      stopEvents?.();
      stop?.();
    };
  }, [open, client, project.id]);

  useEffect(
    () =>
      session.subscribe("reveal", () => {
        const id = session.revealed();
        if (id === null) return;
        session.setFocus(id);
        const index = session.order.indexOf(id);
        if (index >= 0) screen.current?.scrollTo(index);
      }),
    [session, screen],
  );
}
