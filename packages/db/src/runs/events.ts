import pg from "pg";

export type RunChange = { readonly id: number; readonly projectId: number | null };
type Listener = (change: RunChange | "missed") => void;

/** How long to wait before listening again when PostgreSQL was away. */
const retryMs = 1_000;

/** One LISTEN for the process, whatever the number of pages that watch. After a gap every listener hears "missed" and should read anew. */
export function openRunEvents(connectionString: string, onError: (error: unknown) => void) {
  const listeners = new Set<Listener>();
  let client: pg.Client | null = null;
  let closed = false;
  const tell = (change: RunChange | "missed") => {
    for (const listener of listeners) listener(change);
  };

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString, application_name: "nauplius-events", keepAlive: true });
    next.on("error", onError);
    next.on("end", () => {
      client = null;
      if (!closed) setTimeout(open, retryMs).unref();
    });
    next.on("notification", (message) => tell(JSON.parse(message.payload ?? "{}") as RunChange));
    await next.connect();
    await next.query("LISTEN nauplius_run");
    client = next;
    tell("missed");
  };
  const open = () => {
    if (closed || client !== null) return;
    connect().catch((error) => {
      onError(error);
      if (!closed) setTimeout(open, retryMs).unref();
    });
  };

  return {
    subscribe: (listener: Listener): (() => void) => {
      listeners.add(listener);
      open();
      return () => listeners.delete(listener);
    },
    close: async () => {
      closed = true;
      await client?.end();
    },
  };
}
export type RunEvents = ReturnType<typeof openRunEvents>;
