"use client";
import { type MapPoints, readPoints } from "@nauplius/domain";
import { useQuery } from "@tanstack/react-query";
import { ApiRefusal } from "@/components/api.ts";
import type { MapHeader } from "./types.ts";

export type LoadedMap = { readonly header: MapHeader; readonly points: MapPoints };

async function fetchPoints(map: number, signal: AbortSignal): Promise<LoadedMap> {
  const response = await fetch(`/api/maps/${map}/points`, { signal });
  if (!response.ok)
    throw new ApiRefusal(response.status, ((await response.json().catch(() => ({}))) ?? {}) as ConstructorParameters<typeof ApiRefusal>[1]);
  const { header, points } = readPoints(await response.arrayBuffer());
  return { header: JSON.parse(new TextDecoder().decode(header)) as MapHeader, points };
}

/** The points of a map in plain bytes, with their labels of now. */
export const usePoints = (map: number) =>
  useQuery({
    queryKey: ["map points", map],
    queryFn: ({ signal }) => fetchPoints(map, signal),
    staleTime: 60_000,
    retry: 1,
    gcTime: 60_000,
  });
