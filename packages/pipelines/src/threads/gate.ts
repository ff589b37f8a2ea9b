/** Lets at most `slots` holders and `maxWeight` bytes in at a time, first come first served; one that is heavier than
 *  the whole gate enters alone. */
export type Gate = {
  /** Resolves to the function that leaves; rejects with the signal's reason while still waiting. */
  readonly enter: (weight: number, signal?: AbortSignal) => Promise<() => void>;
  readonly inside: () => number;
  readonly weight: () => number;
};

type Waiting = { readonly weight: number; readonly admit: () => void };

export function openGate(slots: number, maxWeight: number): Gate {
  const queue: Waiting[] = [];
  let inside = 0;
  let carried = 0;

  const fits = (weight: number) => inside < slots && (inside === 0 || carried + weight <= maxWeight);

  const admitNext = () => {
    for (let first = queue[0]; first !== undefined && fits(first.weight); first = queue[0]) {
      queue.shift();
      first.admit();
    }
  };

  const leaver = (weight: number) => {
    inside += 1;
    carried += weight;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      inside -= 1;
      carried -= weight;
      admitNext();
    };
  };

  const enter = (weight: number, signal?: AbortSignal) => {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (queue.length === 0 && fits(weight)) return Promise.resolve(leaver(weight));
    return new Promise<() => void>((resolve, reject) => {
      const giveUp = () => {
        const place = queue.indexOf(waiting);
        if (place >= 0) queue.splice(place, 1);
        reject(signal?.reason);
        admitNext();
      };
      const waiting: Waiting = {
        weight,
        admit: () => {
          signal?.removeEventListener("abort", giveUp);
          resolve(leaver(weight));
        },
      };
      signal?.addEventListener("abort", giveUp, { once: true });
      queue.push(waiting);
    });
  };

  return { enter, inside: () => inside, weight: () => carried };
}
