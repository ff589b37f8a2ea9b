import { isActive, type RunState } from "@nauplius/domain";
import { useQuery } from "@tanstack/react-query";
import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";
import { api } from "@/components/api.ts";
import type { Region, RegionFound } from "./types.ts";

type Answer = {
  readonly state: RunState;
  readonly reason: string;
  readonly region: Region;
  readonly found: RegionFound | null;
};

export type ShownRegion = {
  /** Null: none is drawn. */
  readonly region: Region | null;
  /** What the run found; null while it is at work. */
  readonly found: RegionFound | null;
  /** Why there will be nothing. */
  readonly fault: string | null;
  readonly draw: (region: Region) => Promise<void>;
  readonly clear: () => void;
};

/** The region of a space that a person drew. The address names the run that looks at it, so that a region can be shown to others. */
export function useRegion(spaceId: number): ShownRegion {
  const [path, params] = [usePathname(), useSearchParams()];
  const [drawn, setDrawn] = useState<Region | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const run = params.get("region");
  const { data, error } = useQuery({
    queryKey: ["region", spaceId, run],
    enabled: run !== null,
    queryFn: ({ signal }) => api<Answer>("GET", `spaces/${spaceId}/regions/${run}`, undefined, signal),
    refetchInterval: ({ state }) => (state.data !== undefined && isActive(state.data.state) ? 500 : false),
  });
  const name = (id: number | null) => window.history.replaceState(null, "", id === null ? path : `${path}?region=${id}`);
  const draw = async (region: Region) => {
    setDrawn(region);
    setRefused(null);
    try {
      name((await api<{ run: number }>("POST", `spaces/${spaceId}/regions`, { region })).run);
    } catch (fault) {
      setRefused(fault instanceof Error ? fault.message : String(fault));
    }
  };
  const clear = () => {
    setDrawn(null);
    setRefused(null);
    name(null);
  };
  const ended = data !== undefined && !isActive(data.state) && data.found === null ? data.reason || data.state : null;
  const region = drawn ?? data?.region ?? null;
  const isOfThis = data !== undefined && JSON.stringify(data.region) === JSON.stringify(region);
  return { region, found: isOfThis ? data.found : null, fault: refused ?? error?.message ?? ended, draw, clear };
}
