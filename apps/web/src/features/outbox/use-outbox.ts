"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import { type OpenOutbox, outboxOf } from "./open.ts";
import { looking, type OutboxState } from "./outbox.ts";

const nothing = (_listener: () => void) => () => undefined;

/** The person's outbox, once the page lives in a browser; null before, and for people who are not signed in. */
export function useOutbox(userId: string | null): OpenOutbox | null {
  const [open, setOpen] = useState<OpenOutbox | null>(null);
  useEffect(() => setOpen(userId === null ? null : outboxOf(userId)), [userId]);
  return open;
}

/** How an outbox is: another at each gesture, so only what shows it should ask. */
export const useOutboxState = (open: OpenOutbox | null): OutboxState =>
  useSyncExternalStore(
    open?.onState ?? nothing,
    () => open?.outbox.state() ?? looking,
    () => looking,
  );
