"use client";
import type { Filter } from "@nauplius/domain";
import { useQuery } from "@tanstack/react-query";
import { api } from "@/components/api.ts";
import type { Looked } from "./types.ts";

/** The first objects of a part of the project, as the grid lists them. Null: nothing is asked. */
export const useObjects = (projectId: number, filter: Filter | null, limit: number) =>
  useQuery({
    queryKey: ["map objects", projectId, filter, limit],
    queryFn: ({ signal }) => api<Looked>("POST", `projects/${projectId}/objects/query`, { filter, limit }, signal),
    enabled: filter !== null,
    staleTime: 30_000,
  });
