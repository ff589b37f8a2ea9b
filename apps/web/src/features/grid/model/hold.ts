/** A letter that means something else when it is held down. Until it is let go, or another key is pressed, nobody knows which was meant. */
export function createHold(ms: number) {
  let pending: { readonly code: string; readonly type: (more: string) => void; readonly timer: ReturnType<typeof setTimeout> } | null =
    null;

  function take() {
    const taken = pending;
    if (taken !== null) clearTimeout(taken.timer);
    pending = null;
    return taken;
  }
  return {
    isPending: () => pending !== null,
    /** The key went down. */
    begin(code: string, { type, held }: { readonly type: (more: string) => void; readonly held: () => void }): void {
      take();
      const timer = setTimeout(() => {
        pending = null;
        held();
      }, ms);
      pending = { code, type, timer };
    },
    /** Another key came before it was let go: who types fast has the next one down already. */
    typed: (more: string): void => take()?.type(more),
    release(code: string): void {
      if (pending?.code === code) take()?.type("");
    },
    /** Nothing was meant: Escape, or the window was left. */
    drop: (): void => void take(),
  };
}
