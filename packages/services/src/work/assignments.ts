import {
  assignmentById,
  assignmentsOf,
  deleteAssignment,
  insertAssignment,
  labellersAmong,
  projectOf,
  writeAssignment,
  writePersons,
} from "@nauplius/db";
import { assignmentId, ok, type ProjectId, projectId, refuse, type UserId, userId } from "@nauplius/domain";
import { z } from "zod";
import { actingUser, type Context } from "../context.ts";
import { transact } from "../transact.ts";
import { verb } from "../verb.ts";
import { workQuery } from "./input.ts";
import { progressOf } from "./progress.ts";

const name = z.string().trim().min(1, "an assignment needs a name").max(200);
const persons = z.array(userId).min(1, "an assignment is for at least one person").max(100);
const dueOn = z.iso.date().nullable();

/** Everybody named must be able to do the work. */
async function unable(ctx: Context, project: ProjectId, people: readonly UserId[]) {
  const able = await labellersAmong(ctx.db, project, people, ctx.clock.now());
  const others = people.filter((id) => !able.includes(id));
  return others.length === 0
    ? null
    : refuse("invalid", `persons: ${others.join(", ")} cannot label in this project; expected members who are at least trainees`, {
        faults: [{ path: "persons", message: "expected members who are at least trainees" }],
      });
}

/** Work of a project with how far it is, for who gave it. The pace is that of an assignment, not of a person. */
export const listAssignments = verb({
  name: "assignment.list",
  permission: "assignment.manage",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const rows = await assignmentsOf(ctx.db, i.projectId);
    return ok(
      await Promise.all(
        rows.map(async (row) => {
          const found = await progressOf(ctx, grant, row);
          if (found === null) return { ...row, progress: null };
          const { mine, ...progress } = found;
          return { ...row, progress };
        }),
      ),
    );
  },
});

/** Gives a view of the project to persons. */
export const addAssignment = verb({
  name: "assignment.add",
  permission: "assignment.manage",
  input: z.strictObject({ projectId, name, query: workQuery, persons, dueOn: dueOn.default(null) }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => {
    const people = [...new Set(i.persons)];
    const refusal = await unable(ctx, i.projectId, people);
    if (refusal !== null) return refusal;
    return transact(ctx.db, async (tx) => {
      const id = await insertAssignment(tx, { ...i, by: actingUser(ctx), at: ctx.clock.now() });
      await writePersons(tx, id, people);
      return ok({ id });
    });
  },
});

/** Changes who does it, until when, what it is called, or whether it is open. What is to be done stays: that would be another assignment. */
export const editAssignment = verb({
  name: "assignment.edit",
  permission: "assignment.manage",
  input: z.strictObject({ assignmentId, name, persons, dueOn, closed: z.boolean() }),
  project: (ctx, i) => projectOf(ctx.db, "assignment", i.assignmentId),
  run: async (ctx, i) => {
    const held = await assignmentById(ctx.db, i.assignmentId);
    if (held === null) return refuse("notFound", "there is no such assignment");
    const people = [...new Set(i.persons)];
    const before = held.persons.map(({ id }) => id);
    // Whoever was given it may have left; only new people are looked at.
    const refusal = await unable(
      ctx,
      held.projectId,
      people.filter((id) => !before.includes(id)),
    );
    if (refusal !== null) return refusal;
    return transact(ctx.db, async (tx) => {
      const closedAt = i.closed ? (held.closedAt ?? ctx.clock.now()) : null;
      await writeAssignment(tx, i.assignmentId, { name: i.name, dueOn: i.dueOn, closedAt });
      await writePersons(tx, i.assignmentId, people);
      return ok({ id: i.assignmentId });
    });
  },
});

export const removeAssignment = verb({
  name: "assignment.remove",
  permission: "assignment.manage",
  input: z.strictObject({ assignmentId }),
  project: (ctx, i) => projectOf(ctx.db, "assignment", i.assignmentId),
  run: async (ctx, i) => {
    await deleteAssignment(ctx.db, i.assignmentId);
    return ok({ removed: true });
  },
});
