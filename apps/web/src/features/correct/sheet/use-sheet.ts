"use client";
import type { Filter, Level } from "@nauplius/domain";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api } from "@/components/api.ts";
import { type CellChange, changesOf, type GivenRow, type SheetRow, sheetRow } from "../model/sheet.ts";
import { advance, back, begin, forth, type Steps } from "../model/steps.ts";
import type { TableData } from "../types.ts";

/** Rows fetched at a time: a sheet of this size scrolls smoothly, more come when asked for. */
const pageRows = 5000;
const nothing: readonly GivenRow[] = [];

export type Fault = { readonly path: string; readonly message: string };

/** The rows of a level, what was typed into them, and the way back. */
export function useSheet(projectId: number, level: Level, filter: Filter) {
  const query = useInfiniteQuery({
    queryKey: ["correct", projectId, "rows", level, filter],
    queryFn: ({ pageParam }) =>
      api<TableData>("POST", `projects/${projectId}/corrections/rows`, {
        level,
        filter: level === "object" ? filter : {},
        after: pageParam,
        limit: pageRows,
      }),
    initialPageParam: 0,
    getNextPageParam: (last) => (last.more ? (last.rows.at(-1)?.id ?? undefined) : undefined),
    // What was typed must not be swept away by a refetch that nobody asked for.
    refetchOnReconnect: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const given = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? nothing, [query.data]);
  const columns = query.data?.pages[0]?.columns ?? [];
  const [edited, setEdited] = useState<{ readonly of: readonly GivenRow[]; readonly steps: Steps<readonly SheetRow[]> } | null>(null);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const original = useMemo(() => given.map(sheetRow), [given]);
  // Typed rows belong to what was given then; a new answer of the server begins anew.
  const steps = edited !== null && edited.of === given ? edited.steps : begin<readonly SheetRow[]>(original);
  const change = (next: Steps<readonly SheetRow[]>) => {
    setEdited({ of: given, steps: next });
    setFaults([]);
  };
  const fields = useMemo(() => columns.map((c) => c.name), [columns]);
  const changes = useMemo((): CellChange[] => changesOf(given, steps.now, fields), [given, steps.now, fields]);
  return {
    query,
    columns,
    fields,
    given,
    rows: steps.now,
    original,
    changes,
    faults,
    setFaults,
    write: (rows: readonly SheetRow[]) => change(advance(steps, rows)),
    undo: () => change(back(steps)),
    redo: () => change(forth(steps)),
    forget: () => change(begin<readonly SheetRow[]>(original)),
    canUndo: steps.past.length > 0,
    canRedo: steps.future.length > 0,
  };
}
export type Sheet = ReturnType<typeof useSheet>;
