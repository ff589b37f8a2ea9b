import { useQuery } from "@tanstack/react-query";
import { api } from "@/components/api.ts";
import { profileStep } from "./model/profile.ts";
import type { Quantities, StatesChosen } from "./types.ts";

/** What the page asks for, of itself and of a run. */
export const askedFor = (states: StatesChosen) => ({
  what: ["concentrations", "biovolumes", "spectra"] as const,
  quantities: { by: "sample" as const, states },
});

/** Concentrations by depth bin; `version` null: the project has no casts, whose water is known by depth. */
export const useProfiles = (projectId: number, version: number | null, states: StatesChosen) =>
  useQuery({
    queryKey: ["profiles", projectId, version, states],
    enabled: version !== null,
    retry: false,
    queryFn: ({ signal }) => {
      const quantities = { by: "depthBin" as const, binStep: profileStep, states };
      return api<Quantities>("POST", `projects/${projectId}/quantities`, { what: ["concentrations"], quantities }, signal);
    },
  });

/** Figures of the project as they stand: asked for again when another version of the formulas or other states are chosen. */
export const useQuantities = (projectId: number, version: number | null, states: StatesChosen) =>
  useQuery({
    queryKey: ["quantities", projectId, version, states],
    enabled: version !== null,
    retry: false,
    queryFn: ({ signal }) => api<Quantities>("POST", `projects/${projectId}/quantities`, askedFor(states), signal),
  });
