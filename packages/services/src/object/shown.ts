import { type Db, type ShownObject, taxaByIds } from "@nauplius/db";
import { type Grant, sightOf } from "../access.ts";

/** Who annotated is for members; the public of an open project sees what, not who. */
export const shownTo = <Row extends ShownObject>(grant: Grant, row: Row): Row =>
  sightOf(grant).validatedOnly ? { ...row, annotatedBy: null } : row;

/** The names of the taxa on a page. */
export async function namesOn(db: Db, objects: readonly ShownObject[]): Promise<{ id: number; displayName: string }[]> {
  const ids = new Set(objects.flatMap((o) => [o.taxonId ?? [], (o.guesses ?? []).map((g) => g.taxonId)].flat()));
  return (await taxaByIds(db, [...ids])).map(({ id, displayName }) => ({ id, displayName }));
}
