import { useQuery } from "@tanstack/react-query";
import { api } from "@/components/api.ts";
import { profileStep } from "./model/profile.ts";
import type { Counting, Quantities } from "./types.ts";

/** What the page asks for, of itself and of a run. */
export const askedFor = (counting: Counting) => ({
  what: ["concentrations", "biovolumes", "spectra"] as const,
  quantities: { by: "sample" as const, ...counting },
});

/** Concentrations by depth bin; `version` null: the project has no casts, whose water is known by depth. */
export const useProfiles = (projectId: number, version: number | null, counting: Counting) =>
  useQuery({
    queryKey: ["profiles", projectId, version, counting],
    enabled: version !== null,
    retry: false,
    queryFn: ({ signal }) => {
      const quantities = { by: "depthBin" as const, binStep: profileStep, ...counting };
      return api<Quantities>("POST", `projects/${projectId}/quantities`, { what: ["concentrations"], quantities }, signal);
    },
  });

/** Figures of the project as they stand: asked for again when another version of the formulas or another way of counting is chosen. */
export const useQuantities = (projectId: number, version: number | null, counting: Counting) =>
  useQuery({
    queryKey: ["quantities", projectId, version, counting],
    enabled: version !== null,
    retry: false,
    queryFn: ({ signal }) => api<Quantities>("POST", `projects/${projectId}/quantities`, askedFor(counting), signal),
  });
