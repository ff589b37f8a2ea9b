"use client";
import { notifications } from "@mantine/notifications";
import { type Change, defaultSort, objectId, roleAtLeast, taxonId, type View } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { useSession } from "@/features/grid/hooks/use-session.ts";
import { useTile } from "@/features/grid/hooks/use-store.ts";
import { rememberTaxon } from "@/features/grid/model/last-taxon.ts";
import { createNames } from "@/features/grid/model/names.ts";
import type { OpenOutbox } from "@/features/outbox/open.ts";
import type { OutboxEvent } from "@/features/outbox/outbox.ts";
import { useOutbox } from "@/features/outbox/use-outbox.ts";
import type { Deciding } from "./label-bar.tsx";
import { useAnswers } from "./use-answers.ts";
import type { ObjectPage } from "./use-object.ts";

type Setup = { readonly object: ObjectPage; readonly userId: string | null; readonly onShow: (id: number) => void };

/** Labels on the page of an object: the session and the outbox of the grid, over a view of this object alone. */
export function useDeciding({ object, userId, onShow }: Setup): { readonly deciding: Deciding | null; readonly open: OpenOutbox | null } {
  const t = useTranslations("grid.events");
  const open = useOutbox(userId);
  const [names] = useState(createNames);
  const view: View = useMemo(() => ({ filter: { objects: [objectId.parse(object.id)] }, sort: defaultSort }), [object.id]);
  const { projectId, role } = object;
  const session = useSession({ projectId, view, shown: [], role, userId, names, turn: 0, open });
  const { tile } = useTile(session, object.id);
  const may = userId !== null && roleAtLeast(role, "trainee");
  useAnswers(open, projectId);
  useEffect(() => {
    if (may) session.order.want(0, 1);
  }, [session, may]);

  const onEvent = useEffectEvent((event: OutboxEvent) => {
    const { gesture } = event;
    if (gesture.projectId !== projectId) return;
    if (event.kind === "refused") return void notifications.show({ color: "red", message: event.message });
    const { conflicts = [], changed = [] } = event.answer;
    const [conflict] = conflicts;
    if (conflict !== undefined) notifications.show({ color: "orange", message: conflict.message });
    // An undo goes to the object that it gave back.
    const back = gesture.kind === "undo" || gesture.kind === "redo" ? changed : [];
    const [other] = back;
    if (other !== undefined && !back.some((c) => c.id === object.id)) onShow(other.id);
    if (changed.length > 1) notifications.show({ message: t("labelled", { count: changed.length }) });
  });
  useEffect(() => open?.onEvent((event) => onEvent(event)), [open]);

  const push = (change: Change) => {
    const gesture = session.label(change, [object.id]);
    if (gesture !== null) void open?.outbox.push(gesture);
  };
  if (!may || open === null) return { deciding: null, open };
  const deciding: Deciding = {
    projectId,
    label: tile?.label ?? null,
    nameOf: names.of,
    assign: (taxon) => {
      rememberTaxon(projectId, taxon);
      names.learn([taxon]);
      push({ taxonId: taxonId.parse(taxon.id), state: "validated" });
    },
    mark: (state) => push({ taxonId: "keep", state }),
    step: (kind) => void open.outbox.push(session.step(kind)),
  };
  return { deciding, open };
}
