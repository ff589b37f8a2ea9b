import { type Box, type Component, filledArea, type Rejection } from "@nauplius/imaging";

/** A component that is no object, and why. */
export type RejectedObject = { readonly why: Rejection; readonly box: Box; readonly area: number };

/** How many components were no objects, by reason, and the largest of them. */
export type Rejected = {
  readonly counts: Readonly<Record<Rejection, number>>;
  /** The largest, at most `keepRejected`; from a tenth of the smallest object's area on. */
  readonly largest: readonly RejectedObject[];
};

const keepRejected = 2000;

const none = (): Record<Rejection, number> => ({ tooSmall: 0, tooLarge: 0, touchesEdge: 0, nested: 0, line: 0, endless: 0 });

/** Those of two images together. */
export function addRejected(a: Rejected | undefined, b: Rejected | undefined): Rejected {
  const counts = none();
  for (const { counts: some } of [a, b].filter((each) => each !== undefined)) {
    for (const why of Object.keys(counts) as Rejection[]) counts[why] += some[why];
  }
  const largest = [...(a?.largest ?? []), ...(b?.largest ?? [])].sort((x, y) => y.area - x.area).slice(0, keepRejected);
  return { counts, largest };
}

export type RejectedList = {
  readonly add: (component: Component, why: Rejection) => void;
  readonly result: () => Rejected;
};

export function createRejectedList(minArea: number): RejectedList {
  const counts = none();
  let list: RejectedObject[] = [];
  const prune = (): void => {
    list.sort((a, b) => b.area - a.area);
    list = list.slice(0, keepRejected);
  };
  return {
    add: (component, why) => {
      counts[why]++;
      const area = filledArea(component);
      if (area < minArea / 10) return;
      const { x, y, width, height } = component;
      list.push({ why, area, box: { x, y, width, height } });
      if (list.length >= 2 * keepRejected) prune();
    },
    result: () => {
      prune();
      return { counts, largest: list };
    },
  };
}
