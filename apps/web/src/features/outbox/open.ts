import { conflictsOf } from "../grid/model/tiles.ts";
import { createOutbox, type Outbox, type OutboxEvent, type OutboxState } from "./outbox.ts";
import { sendGesture } from "./send.ts";
import { sheltered } from "./sheltered.ts";
import { indexedStore, keepConflicts } from "./store.ts";

export type OpenOutbox = {
  readonly outbox: Outbox;
  readonly onEvent: (listener: (event: OutboxEvent) => void) => () => void;
  readonly onState: (listener: () => void) => () => void;
  /** Tells the other tabs that conflicts were decided in this one. */
  readonly tellDecided: (decided: Decided) => void;
  /** Conflicts that another tab decided. */
  readonly onDecided: (listener: (decided: Decided) => void) => () => void;
};

export type Decided = { readonly projectId: number; readonly ids: readonly number[] };
/** What tabs of one person tell each other. */
type Told = { readonly event: OutboxEvent } | { readonly decided: Decided };

/** How often a tab looks whether another one left something. */
const lookMs = 15_000;
const opened = new Map<string, OpenOutbox>();

/** One sender for all tabs. Where the browser offers no locks (plain http on a network, storage forbidden), ids keep a doubled sending harmless. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  if (!("locks" in navigator)) return work();
  let begun: Promise<T> | null = null;
  const begin = () => {
    begun = work();
    return begun;
  };
  try {
    return await navigator.locks.request("nauplius-outbox", begin);
  } catch {
    return begun ?? work();
  }
}

function open(userId: string): OpenOutbox {
  const events = new Set<(event: OutboxEvent) => void>();
  const states = new Set<() => void>();
  const decisions = new Set<(decided: Decided) => void>();
  const tell = (event: OutboxEvent) => {
    for (const listener of events) listener(event);
  };
  const tabs = new BroadcastChannel(`nauplius-outbox-${userId}`);
  const post = (told: Told) => tabs.postMessage(told);
  tabs.onmessage = ({ data }: MessageEvent<Told>) => {
    if ("event" in data) tell(data.event);
    else for (const listener of decisions) listener(data.decided);
  };
  const outbox = createOutbox({
    userId,
    store: sheltered(indexedStore),
    send: (gesture) => sendGesture(userId, gesture),
    alone,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    // Where the browser keeps nothing, conflicts stand on this page alone.
    keep: (event) => keepConflicts(userId, event.gesture.projectId, conflictsOf(event)).catch(() => undefined),
    onEvent: (event) => {
      tell(event);
      post({ event });
    },
    onState: (_: OutboxState) => {
      for (const listener of states) listener();
    },
  });
  const look = () => void outbox.flush();
  addEventListener("online", look);
  addEventListener("focus", look);
  addEventListener("beforeunload", (event) => {
    if (outbox.state().inTab && outbox.state().pending > 0) event.preventDefault();
  });
  setInterval(look, lookMs);
  look();
  const listen =
    <L>(set: Set<L>) =>
    (listener: L) => {
      set.add(listener);
      return () => {
        set.delete(listener);
      };
    };
  return {
    outbox,
    onEvent: listen(events),
    onState: listen(states),
    tellDecided: (decided) => post({ decided }),
    onDecided: listen(decisions),
  };
}

/** The outbox of a person in this tab; it goes on sending when the page that opened it is left. */
export function outboxOf(userId: string): OpenOutbox {
  const known = opened.get(userId) ?? open(userId);
  opened.set(userId, known);
  return known;
}
