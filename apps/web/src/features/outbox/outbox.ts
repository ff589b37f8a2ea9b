import type { Gesture } from "../grid/model/gestures.ts";
import type { Answer } from "./send.ts";

export type Entry = { readonly seq: number; readonly userId: string; readonly gesture: Gesture };

/** Where gestures wait; survives the tab, where the browser lets it. */
export type Store = {
  /** Whether all that waits would survive the tab. */
  readonly isDurable: () => boolean;
  readonly add: (userId: string, gesture: Gesture) => Promise<number>;
  readonly all: (userId: string) => Promise<Entry[]>;
  readonly remove: (seq: number) => Promise<void>;
};

/** How a try to send ended. `later`: the same gesture must be sent again, under the same id. */
export type Sent =
  | { readonly kind: "done"; readonly answer: Answer }
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "later"; readonly why: "offline" | "signedOut" };

/** `looking`: nobody has read yet what an earlier page left. `inTab`: some of what waits is lost when the tab is closed. */
export type OutboxState = {
  readonly pending: number;
  readonly status: "looking" | "saved" | "sending" | "offline" | "signedOut";
  readonly inTab?: true;
};
export const looking: OutboxState = { pending: 0, status: "looking" };

const atWork = (status: OutboxState["status"]): OutboxState["status"] => (status === "saved" || status === "looking" ? "sending" : status);
export type OutboxEvent =
  | { readonly kind: "done"; readonly gesture: Gesture; readonly answer: Answer }
  | { readonly kind: "refused"; readonly gesture: Gesture; readonly message: string };

export type Ports = {
  readonly userId: string;
  readonly store: Store;
  readonly send: (gesture: Gesture) => Promise<Sent>;
  /** Runs one sender at a time over all tabs of the browser. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  readonly wait: (ms: number) => Promise<void>;
  /** Writes down what an answer leaves to be decided; done before the gesture is forgotten. */
  readonly keep: (event: OutboxEvent) => Promise<void>;
  readonly onEvent: (event: OutboxEvent) => void;
  readonly onState: (state: OutboxState) => void;
};

const firstPause = 1_000;
const longestPause = 30_000;

/** Sends gestures in the order in which they were made, each until it is answered. Nothing is sent before it is written down. */
export function createOutbox(p: Ports) {
  let state = looking;
  let running: Promise<void> | null = null;
  let again = false;
  let wake: (() => void) | null = null;

  const tell = (status: OutboxState["status"], pending: number) => {
    state = { status, pending, ...(p.store.isDurable() ? {} : { inTab: true }) };
    p.onState(state);
  };

  /** Sends the oldest; null when there is none. Read anew each time: another tab may have sent it. */
  const sendOldest = (): Promise<Sent | null> =>
    p.alone(async () => {
      const entries = await p.store.all(p.userId);
      const oldest = entries[0];
      if (oldest === undefined) return null;
      tell(atWork(state.status), entries.length);
      const sent = await p.send(oldest.gesture);
      if (sent.kind === "later") return sent;
      const event = { ...sent, gesture: oldest.gesture };
      await p.keep(event);
      await p.store.remove(oldest.seq);
      p.onEvent(event);
      return sent;
    });

  const pause = (ms: number) => Promise.race([p.wait(ms), new Promise<void>((resolve) => (wake = resolve))]);

  async function run(): Promise<void> {
    let rest = firstPause;
    for (;;) {
      again = false;
      const sent = await sendOldest();
      if (sent === null) {
        tell("saved", 0);
        if (!again) return;
      } else if (sent.kind === "later") {
        tell(sent.why, (await p.store.all(p.userId)).length);
        await pause(rest);
        rest = Math.min(rest * 2, longestPause);
      } else {
        rest = firstPause;
        tell("sending", state.pending - 1);
      }
    }
  }

  /** Sends what waits, now: called after each gesture, when the network is back, when the tab is looked at again. */
  function flush(): Promise<void> {
    again = true;
    wake?.();
    running ??= run().finally(() => {
      running = null;
    });
    return running;
  }

  return {
    flush,
    state: () => state,
    /** Written down durably when this resolves; sending goes on by itself. */
    async push(gesture: Gesture): Promise<void> {
      tell(atWork(state.status), state.pending + 1);
      await p.store.add(p.userId, gesture);
      if (!p.store.isDurable()) tell(state.status, state.pending);
      void flush();
    },
    waiting: async (projectId: number): Promise<Gesture[]> =>
      (await p.store.all(p.userId)).map((e) => e.gesture).filter((g) => g.projectId === projectId),
  };
}
export type Outbox = ReturnType<typeof createOutbox>;
