"use client";
import type { HistoryEntry, readObject } from "@nauplius/services";
import { useQuery } from "@tanstack/react-query";
import { api } from "@/components/api.ts";
import type { Answer, Wire } from "@/server/wire.ts";

export type ObjectPage = Answer<typeof readObject>;
export type History = readonly Wire<HistoryEntry>[];

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
