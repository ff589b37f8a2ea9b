import { useQuery } from "@tanstack/react-query";
import { api } from "@/components/api.ts";
import type { Quantities, StatesChosen } from "./types.ts";

/** What the page asks for, of itself and of a run. */
export const askedFor = (states: StatesChosen) => ({
  what: ["concentrations", "biovolumes", "spectra"] as const,
  quantities: { by: "sample" as const, states },
});

/** Figures of the project as they stand: asked for again when another version of the formulas or other states are chosen. */
export const useQuantities = (projectId: number, version: number | null, states: StatesChosen) =>
  useQuery({
    queryKey: ["quantities", projectId, version, states],
    enabled: version !== null,
    retry: false,
    queryFn: ({ signal }) => api<Quantities>("POST", `projects/${projectId}/quantities`, askedFor(states), signal),
  });
