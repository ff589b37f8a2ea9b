/** Who wants to hear of what: the smallest thing that lets one tile draw itself anew without its neighbours. */
export function topics<Topic>() {
  const listeners = new Map<Topic, Set<() => void>>();
  return {
    subscribe(topic: Topic, listener: () => void): () => void {
      const set = listeners.get(topic) ?? new Set();
      listeners.set(topic, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0) listeners.delete(topic);
      };
    },
    tell(topic: Topic): void {
      for (const listener of [...(listeners.get(topic) ?? [])]) listener();
    },
  };
}
