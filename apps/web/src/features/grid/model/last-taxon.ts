import type { PickedTaxon } from "@/components/taxon-picker.tsx";

/** The taxon given last in a project, for the key that gives it again: the grid and the page of an object share it. */
const last = new Map<number, PickedTaxon>();

export const lastTaxon = (projectId: number): PickedTaxon | undefined => last.get(projectId);
export const rememberTaxon = (projectId: number, taxon: PickedTaxon): void => void last.set(projectId, taxon);
