import { z } from "zod";

/** What a plate is printed as: pages of one PDF, or a PNG a page at 300 dpi. */
export const plateForms = ["pdf", "png"] as const;
export const plateForm = z.enum(plateForms);
export type PlateForm = z.output<typeof plateForm>;

/** A plate shows so many objects at most, on as many pages as they need: more is an export's matter. */
export const mostPlated = 500;
