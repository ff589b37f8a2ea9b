"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api } from "@/components/api.ts";
import { useGrid } from "../context.tsx";
import type { LabelOf } from "../model/gestures.ts";

type Changes = {
  readonly last: number;
  readonly changed: readonly LabelOf[];
  readonly isMore: boolean;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly taxa: readonly { readonly id: number; readonly displayName: string }[];
};
type Others = { readonly people: readonly string[]; readonly changed: number };

/** How often a page that is looked at asks. */
const askMs = 3_000;

/** Shows in place what other people label; says who is at work and how many tiles changed since the view was read. */
export function useOthers(): Others {
  const { session, project, may, names } = useGrid();
  const [changed, setChanged] = useState(0);
  const last = useRef<number | undefined>(undefined);
  useEffect(() => {
    // Another session: nothing was changed on its tiles yet.
    last.current = undefined;
    setChanged(0);
    void session;
  }, [session]);
  const { data } = useQuery({
    queryKey: ["changes", project.id],
    queryFn: ({ signal }) => {
      const after = last.current === undefined ? "" : `?after=${last.current}`;
      return api<Changes>("GET", `projects/${project.id}/changes${after}`, undefined, signal);
    },
    enabled: may.member,
    refetchInterval: askMs,
    retry: false,
  });
  useEffect(() => {
    if (data === undefined) return;
    last.current = data.last;
    names.learn(data.taxa);
    const newer = data.changed.filter((c) => (session.tiles.get(c.id)?.label.version ?? Number.POSITIVE_INFINITY) < c.version);
    if (newer.length === 0) return;
    session.tiles.hear(newer);
    setChanged((n) => n + newer.length);
  }, [data, session, names]);
  return { people: data?.people.map((p) => p.name) ?? [], changed };
}
