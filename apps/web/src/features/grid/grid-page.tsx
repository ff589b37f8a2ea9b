"use client";
import { type FieldDefinition, type Role, roleAtLeast, type View } from "@nauplius/domain";
import type { Preferences } from "@nauplius/services";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { api } from "@/components/api.ts";
import { useOutbox } from "@/features/outbox/use-outbox.ts";
import { Workspace } from "./components/workspace.tsx";
import { type Grid, type GridProject, GridProvider, type Screen } from "./context.tsx";
import { useAddress } from "./hooks/use-address.ts";
import { useSession } from "./hooks/use-session.ts";
import { createNames } from "./model/names.ts";
import { type Display, defaultDisplay } from "./model/view-address.ts";

export type GridPageProps = {
  readonly project: GridProject;
  readonly userId: string | null;
  readonly role: Role | null;
  readonly manages: boolean;
  readonly fields: readonly FieldDefinition[];
  readonly preferences: Preferences;
  /** Over the tools of the grid. */
  readonly above?: ReactNode;
};

/** The page of objects: the address says what is shown, the session holds it, the outbox carries what people do. */
export function GridPage({ project, userId, role, manages, fields, preferences, above }: GridPageProps) {
  const { address, go } = useAddress();
  const open = useOutbox(userId);
  const client = useQueryClient();
  const [names] = useState(createNames);
  const [turn, setTurn] = useState(0);
  const [preferred, setPreferred] = useState<Partial<Display>>(preferences);
  const screen = useRef<Screen | null>(null);
  const view: View = useMemo(() => ({ filter: address.filter, sort: address.sort }), [address]);
  const display: Display = useMemo(() => ({ ...defaultDisplay, ...defined(preferred), ...defined(address.display) }), [preferred, address]);
  const session = useSession({ projectId: project.id, view, shown: display.shown, role, userId, names, turn, open });

  const setView = useCallback((next: View) => go(next, address.display, "push"), [go, address]);
  const setDisplay = useCallback(
    (next: Partial<Display>) => {
      go(view, { ...address.display, ...next }, "replace");
      setPreferred((old) => ({ ...old, ...next }));
      const { umPerPx: _, ...kept } = next;
      if (userId !== null && role !== null && Object.keys(kept).length > 0)
        void api("PATCH", `projects/${project.id}/preferences`, { value: kept }).catch(() => undefined);
    },
    [go, view, address, userId, role, project.id],
  );
  const refresh = useCallback(() => {
    setTurn((n) => n + 1);
    void client.invalidateQueries({ queryKey: ["counts", project.id] });
  }, [client, project.id]);

  const grid: Grid = useMemo(
    () => ({
      project,
      userId,
      role,
      fields,
      may: {
        label: userId !== null && roleAtLeast(role, "trainee"),
        decide: userId !== null && roleAtLeast(role, "annotator"),
        review: roleAtLeast(role, "reviewer"),
        manage: manages,
        member: userId !== null && (role !== null || manages),
      },
      session,
      names,
      view,
      unread: address.unread,
      display,
      setView,
      setDisplay,
      turn,
      refresh,
      open,
      screen,
    }),
    [project, userId, role, manages, fields, session, names, view, address, display, setView, setDisplay, turn, refresh, open],
  );
  return (
    <GridProvider value={grid}>
      <Workspace above={above} />
    </GridProvider>
  );
}

const defined = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Partial<T>;
