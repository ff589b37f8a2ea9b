import { expect } from "@playwright/test";
import { ask, type Person } from "./api.ts";

/** A label that a person gave on the page. */
export type Given = { readonly id: number; readonly state?: string; readonly taxonId?: number };
type Event = { readonly how: string; readonly state: string; readonly taxonId: number | null };

/** Requests at a time: the browsers of the journeys want the server as well. */
const atOnce = 8;

/** Counts, for a number of journeys, what became of the labels that people gave: each must stand in the ledger once. */
export function labelTally(who: Person) {
  const counted = { given: 0, lost: 0, doubled: 0, elsewhere: 0 };

  async function eventsOf(given: readonly Given[]): Promise<Event[][]> {
    const all: Event[][] = [];
    for (let from = 0; from < given.length; from += atOnce) {
      const some = given.slice(from, from + atOnce).map(({ id }) => ask<Event[]>(who, "GET", `objects/${id}/history`));
      all.push(...(await Promise.all(some)));
    }
    return all.map((events) => events.filter((event) => event.how !== "import"));
  }
  const isAs = (event: Event, { state, taxonId }: Given): boolean =>
    (state === undefined || event.state === state) && (taxonId === undefined || event.taxonId === taxonId);

  return {
    /** Each of these objects, not labelled before, has this one label. */
    async expectOnce(given: readonly Given[]): Promise<void> {
      const events = await eventsOf(given);
      const wrong = { lost: 0, doubled: 0, elsewhere: 0 };
      for (const [i, label] of given.entries()) {
        const [last, ...earlier] = events[i] ?? [];
        if (last === undefined) wrong.lost += 1;
        else if (!isAs(last, label)) wrong.elsewhere += 1;
        if (earlier.length > 0) wrong.doubled += 1;
      }
      counted.given += given.length;
      for (const kind of ["lost", "doubled", "elsewhere"] as const) counted[kind] += wrong[kind];
      expect(wrong).toEqual({ lost: 0, doubled: 0, elsewhere: 0 });
    },
    print: () =>
      console.log(
        `faults: ${counted.given} labels given, ${counted.lost} lost, ${counted.doubled} doubled, ${counted.elsewhere} on another object or with another taxon`,
      ),
  };
}
