import { useQuery } from "@tanstack/react-query";
import { api } from "@/components/api.ts";
import type { Quantities, StatesChosen } from "./types.ts";

/** Figures of the project as they stand: asked for again when another version of the formulas or other states are chosen. */
export const useQuantities = (projectId: number, version: number | null, states: StatesChosen) =>
  useQuery({
    queryKey: ["quantities", projectId, version, states],
    enabled: version !== null,
    retry: false,
    queryFn: ({ signal }) =>
      api<Quantities>(
        "POST",
        `projects/${projectId}/quantities`,
        { what: ["concentrations", "biovolumes", "spectra"], quantities: { by: "sample", states } },
        signal,
      ),
  });
