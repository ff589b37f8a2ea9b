import type { UpdatedObject } from "@nauplius/db";
import type { State } from "@nauplius/domain";
import { personKey, taxonKey } from "../names/keys.ts";
import type { Row } from "./differences.ts";

export type Names = {
  readonly taxa: ReadonlyMap<string, number | null>;
  readonly taxonNames: ReadonlyMap<number, string>;
  readonly people: ReadonlyMap<string, string | null>;
  /** Time of labels whose file tells none. */
  readonly now: Date;
};

export type LabelChange = {
  readonly objectId: number;
  readonly name: string;
  readonly taxonId: number;
  readonly state: State;
  readonly by: string | null;
  readonly at: Date;
  readonly score: number | null;
  readonly seen: boolean;
  readonly before: string;
  readonly after: string;
};

const words = (taxon: string | null, state: string): string => (taxon === null ? state : `${taxon}, ${state}`);

/** The label that the row gives the object, when it is another one. Who and when count where the file says them. */
export function labelOf({ annotation: a }: Row, object: UpdatedObject, names: Names): LabelChange | null {
  if (a === null) return null;
  const taxonId = names.taxa.get(taxonKey(a.category, a.categoryId)) ?? null;
  if (taxonId === null) return null;
  const told = a.personName !== null || a.personEmail !== null;
  const human = a.state !== "predicted";
  const by = human || told ? (names.people.get(personKey(a.personName, a.personEmail)) ?? null) : null;
  const at = a.date === null ? names.now : new Date(`${a.date}T${a.time ?? "00:00:00"}Z`);
  const sameLabel = object.taxonId === taxonId && object.state === a.state;
  const samePerson = !told || object.by === by;
  const sameTime = a.date === null || object.at?.getTime() === at.getTime();
  if (sameLabel && samePerson && sameTime) return null;
  return {
    objectId: object.id,
    name: object.name,
    taxonId,
    state: a.state,
    by,
    at,
    score: a.score,
    seen: human && by !== null,
    before: words(object.taxon, object.state),
    after: words(names.taxonNames.get(taxonId) ?? null, a.state),
  };
}
