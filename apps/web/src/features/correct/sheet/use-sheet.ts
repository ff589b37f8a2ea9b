"use client";
import type { Filter, Level } from "@nauplius/domain";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { api } from "@/components/api.ts";
import { placesOf } from "../model/address.ts";
import { type Condition, shownBy } from "../model/condition.ts";
import { type CellChange, changesOf, type GivenRow, idLast, type SheetRow, sheetRow } from "../model/sheet.ts";
import { advance, back, begin, forth, type Steps } from "../model/steps.ts";
import type { TableData } from "../types.ts";

/** Rows fetched at a time: a sheet of this size scrolls smoothly, more come when asked for. */
const pageRows = 5000;
const nothing: readonly GivenRow[] = [];
const noColumns: TableData["columns"] = [];

export type Fault = { readonly path: string; readonly message: string };

function useRows(projectId: number, level: Level, filter: Filter) {
  const asked = level === "object" ? filter : placesOf(filter);
  return useInfiniteQuery({
    queryKey: ["correct", projectId, "rows", level, asked],
    queryFn: async ({ pageParam }) =>
      idLast(
        await api<TableData>("POST", `projects/${projectId}/corrections/rows`, { level, filter: asked, after: pageParam, limit: pageRows }),
      ),
    initialPageParam: 0,
    getNextPageParam: (last) => (last.more ? (last.rows.at(-1)?.id ?? undefined) : undefined),
    // What was typed must not be swept away by a refetch that nobody asked for.
    refetchOnReconnect: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** The rows of a level, which of them are shown, what was typed into them, and the way back. */
export function useSheet(projectId: number, level: Level, filter: Filter) {
  const query = useRows(projectId, level, filter);
  const given = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? nothing, [query.data]);
  const columns = query.data?.pages[0]?.columns ?? noColumns;
  const [edited, setEdited] = useState<{ readonly of: readonly GivenRow[]; readonly steps: Steps<readonly SheetRow[]> } | null>(null);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [condition, setCondition] = useState<Condition | null>(null);
  const original = useMemo(() => given.map(sheetRow), [given]);
  const fields = useMemo(() => columns.map((c) => c.name), [columns]);
  // Typed rows belong to what was given then; a new answer of the server begins anew.
  const steps = edited !== null && edited.of === given ? edited.steps : begin<readonly SheetRow[]>(original);
  const all = steps.now;
  const places = useMemo(() => shownBy(given, fields, condition), [given, fields, condition]);
  const rows = useMemo(() => places.flatMap((place) => all[place] ?? []), [places, all]);
  const changes = useMemo((): CellChange[] => changesOf(given, all, fields), [given, all, fields]);
  const hasChanges = changes.length > 0;
  useEffect(() => {
    if (!hasChanges) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [hasChanges]);
  const change = (next: Steps<readonly SheetRow[]>) => {
    setEdited({ of: given, steps: next });
    setFaults([]);
  };
  const writeAll = (next: readonly SheetRow[]) => change(advance(steps, next));
  /** The shown rows as they are now; those that are not shown stay. */
  const write = (shown: readonly SheetRow[]) => {
    const next = [...all];
    for (const [at, place] of places.entries()) next[place] = shown[at] ?? (next[place] as SheetRow);
    writeAll(next);
  };
  return {
    query,
    columns,
    fields,
    /** As the server gave them: all, and those that are shown. */
    given,
    shown: useMemo(() => places.flatMap((place) => given[place] ?? []), [places, given]),
    original,
    /** As typed so far: all, and those that are shown. */
    all,
    rows,
    changes,
    faults,
    setFaults,
    condition,
    setCondition,
    write,
    writeAll,
    undo: () => change(back(steps)),
    redo: () => change(forth(steps)),
    canUndo: steps.past.length > 0,
    canRedo: steps.future.length > 0,
  };
}
export type Sheet = ReturnType<typeof useSheet>;
