import { trashDays } from "@nauplius/domain";

const dayMs = 86_400_000;

/** Until when what is deleted now can be restored. */
export const trashUntil = (now: Date): Date => new Date(now.getTime() + trashDays * dayMs);
/** What is being restored, or was just tried, does not expire under the person's hands. */
export const aDayFrom = (now: Date): Date => new Date(now.getTime() + dayMs);
export const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * dayMs);
