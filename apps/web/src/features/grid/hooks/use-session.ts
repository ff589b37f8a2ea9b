"use client";
import type { Role, View } from "@nauplius/domain";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { OpenOutbox } from "@/features/outbox/open.ts";
import { dropConflicts, keptConflicts } from "@/features/outbox/store.ts";
import type { Names } from "../model/names.ts";
import { createSession, type Session } from "../model/session.ts";
import type { Caption } from "../model/view-address.ts";
import { applyDelta } from "./use-counts.ts";

type Setup = {
  readonly projectId: number;
  readonly view: View;
  readonly shown: readonly Caption[];
  readonly role: Role | null;
  readonly userId: string | null;
  readonly names: Names;
  /** Another number reads the same view anew. */
  readonly turn: number;
  readonly open: OpenOutbox | null;
};

/** The session of the view in the address: a new one when the view, or what stands under the tiles, is another. */
export function useSession({ projectId, view, shown, role, userId, names, turn, open }: Setup): Session {
  const client = useQueryClient();
  const key = JSON.stringify([view, shown.filter((c) => typeof c !== "string"), turn]);
  const session = useMemo(
    () =>
      createSession({
        projectId,
        view,
        shown,
        role,
        names,
        fresh: turn > 0,
        onDelta: (d) => applyDelta(client, projectId, view.filter, d),
      }),
    [projectId, key, role, names, client],
  );

  useEffect(() => () => session.vignettes.clear(), [session]);

  useEffect(() => {
    if (open === null || userId === null) return;
    let left = false;
    const stop = open.onEvent((event) => session.hear(event));
    void open.outbox.waiting(projectId).then((gestures) => {
      if (!left) for (const gesture of gestures) session.tiles.begin(gesture);
    });
    const nothing = () => [];
    // Decided in another tab while they are still being read here.
    const elsewhere = new Set<number>();
    void keptConflicts(userId, projectId)
      .catch(nothing)
      .then((kept) => {
        const conflicts = kept.filter(({ id }) => !elsewhere.has(id));
        if (!left && conflicts.length > 0) session.tiles.recall(conflicts);
      });
    // The outbox writes them down as they come, whatever page is open; those that are no longer among them were decided here.
    let known: readonly number[] = [];
    const stopKeeping = session.tiles.subscribe("conflicts", () => {
      const waiting = new Set(session.tiles.conflicts().map(({ id }) => id));
      const decided = known.filter((id) => !waiting.has(id));
      known = [...waiting];
      if (decided.length === 0) return;
      void dropConflicts(userId, projectId, decided)
        .catch(nothing)
        .then(() => open.tellDecided({ projectId, ids: decided }));
    });
    const stopDecided = open.onDecided((decided) => {
      if (decided.projectId !== projectId) return;
      for (const id of decided.ids) elsewhere.add(id);
      known = known.filter((id) => !decided.ids.includes(id));
      session.tiles.resolve(decided.ids);
    });
    return () => {
      left = true;
      stop();
      stopKeeping();
      stopDecided();
    };
  }, [session, open, userId, projectId]);
  return session;
}
