"use client";
import type { HistoryEntry, readObject } from "@nauplius/services";
import { useQuery } from "@tanstack/react-query";
import { api } from "@/components/api.ts";

type Answer<V> = V extends { call: (...args: never) => Promise<infer O> }
  ? Extract<O, { ok: true }> extends { value: infer T }
    ? T
    : never
  : never;
type OnWire<T> = { readonly [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K] };

export type ObjectPage = OnWire<Answer<typeof readObject>>;
export type History = readonly OnWire<HistoryEntry>[];

export const useObject = (id: number | null, initial?: ObjectPage) =>
  useQuery({
    queryKey: ["object", id],
    queryFn: ({ signal }) => api<ObjectPage>("GET", `objects/${id}`, undefined, signal),
    enabled: id !== null,
    initialData: initial,
  });

export const useHistory = (id: number | null, version: number | undefined) =>
  useQuery({
    queryKey: ["history", id, version],
    queryFn: ({ signal }) => api<History>("GET", `objects/${id}/history`, undefined, signal),
    enabled: id !== null,
  });
