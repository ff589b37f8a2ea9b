import {
  applyCounterDeltas,
  arriving,
  closeBatch,
  holdDivision,
  inSight,
  leaving,
  lockObjects,
  markUndone,
  objectNamesTaken,
  openBatch,
  openTrash,
  projectOfDivision,
  retireObjects,
  setDivisionUndone,
  unretireObjects,
} from "@nauplius/db";
import { batchId, divisionId, ok, refuse } from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { actingUser } from "../context.ts";
import { transact } from "../transact.ts";
import { verb } from "../verb.ts";

const forever = new Date(Date.UTC(9999, 11, 31));

/** Takes a division back: its parents stand again with the labels they had, its children are retired with theirs. */
export const putBackDivision = verb({
  name: "division.putBack",
  permission: "object.divide",
  input: z.strictObject({ divisionId, batchId }),
  project: (ctx, i) => projectOfDivision(ctx.db, i.divisionId),
  run: async (ctx, i, grant) => {
    const { project } = grant;
    const [by, at] = [actingUser(ctx), ctx.clock.now()];
    if (project === null) return refuse("notFound", "there is no such division");
    return transact<{ parents: number[]; children: number[] }>(ctx.db, async (tx) => {
      const found = await holdDivision(tx, i.divisionId);
      const of = (part: "parent" | "child") => found?.members.filter((member) => member.part === part) ?? [];
      const [parents, children] = [of("parent").map(({ id }) => id), of("child").map(({ id }) => id)];
      const visible = await inSight(tx, { ...sightOf(grant), retired: true }, [...parents]);
      if (found === null || visible.length !== parents.length)
        return refuse("notFound", "there is no such division, or it is not open to you");
      if (found.undoneAt !== null) return refuse("conflict", "this was put back already");
      const missing = of("child").find(({ stands }) => stands !== "here");
      if (missing !== undefined) {
        const why = missing.stands === "retired" ? "was divided itself: put that back first" : "lies in the trash: restore it first";
        return refuse("conflict", `${missing.originalId} ${why}`);
      }
      const [taken] = await objectNamesTaken(
        tx,
        project,
        of("parent").map(({ originalId }) => originalId),
      );
      if (taken !== undefined) return refuse("conflict", `there is another object called ${taken} by now; rename it first`);
      const request = { do: "putBack", division: found.kind, objects: parents.length, name: of("parent")[0]?.originalId ?? "" };
      const fresh = await openBatch(tx, { id: i.batchId, projectId: project, kind: "putBack", by, at, request, ofBatchId: found.batch });
      if (!fresh) return refuse("conflict", "this batch id was used for another gesture");
      await lockObjects(tx, project, children);
      const trash = await openTrash(tx, { projectId: project, level: "retired", label: "putBack", by, at, expiresAt: forever });
      const gone = await retireObjects(tx, project, trash, children);
      const back = await unretireObjects(tx, parents);
      await applyCounterDeltas(tx, project, [...leaving(gone), ...arriving(back)]);
      await setDivisionUndone(tx, found.id, at);
      await markUndone(tx, found.batch, i.batchId);
      await closeBatch(tx, i.batchId, { changed: parents.length });
      return ok({ parents, children });
    });
  },
});
