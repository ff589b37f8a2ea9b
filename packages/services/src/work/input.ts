import { askedBy, type Filter, type Sort, viewOfQuery } from "@nauplius/domain";
import { z } from "zod";

export const longestQuery = 200_000;
export const viewOf = (query: string): { filter: Filter; sort: Sort; unread: readonly string[] } =>
  viewOfQuery([...new URLSearchParams(query)]);

/** A view as an address has it, all of it readable and able to be finished. */
export const workQuery = z
  .string()
  .max(longestQuery)
  .superRefine((query, issue) => {
    const { filter, unread } = viewOf(query);
    if (unread.length > 0) issue.addIssue({ code: "custom", message: `these parts of the view cannot be read: ${unread.join(", ")}` });
    const asked = askedBy(filter);
    if (!asked.ok) issue.addIssue({ code: "custom", message: asked.error });
  });
