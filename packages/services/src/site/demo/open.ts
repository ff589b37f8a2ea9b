import {
  firstAdmin,
  hasProjects,
  insertProject,
  lockAdmins,
  personByEmail,
  projectById,
  type Tx,
  updateProject,
  upsertMembership,
} from "@nauplius/db";
import type { ProjectId, ProjectPatch, Role, UserId } from "@nauplius/domain";
import type { Context } from "../../context.ts";
import { makeAccount, newUserId } from "../../people/links/account.ts";
import { type DemoState, readDemo, writeDemo } from "./state.ts";

/** Invented people: accounts without a password, so that nobody signs in as them. */
export type DemoMember = { readonly name: string; readonly email: string; readonly role: Role };
export type OpenDemo = {
  readonly project: ProjectId;
  readonly made: boolean;
  readonly state: DemoState;
  readonly members: ReadonlyMap<string, UserId>;
};

function operatorOnly(ctx: Context): void {
  if (ctx.actor.kind !== "system") throw new Error("the demo is made by the operator at the machine");
}

/** A first start makes the demo where nobody refused it and no project stands yet. */
export async function wantsDemo(ctx: Context): Promise<boolean> {
  operatorOnly(ctx);
  const state = await readDemo(ctx.db);
  return state === null ? !(await hasProjects(ctx.db)) : state.state === "begun";
}

/** `--no-demo` at the first start holds for later starts. */
export async function declineDemo(ctx: Context): Promise<void> {
  operatorOnly(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockAdmins(tx);
    if ((await readDemo(tx)) === null) await writeDemo(tx, { state: "declined" }, ctx.clock.now());
  });
}

/** The demo project with its people: the one that stands, or a new one that only its members see until it is ready. */
export async function openDemo(ctx: Context, facts: ProjectPatch & { title: string }, people: readonly DemoMember[]): Promise<OpenDemo> {
  operatorOnly(ctx);
  return ctx.db.transaction(async (tx) => {
    await lockAdmins(tx);
    const state = await readDemo(tx);
    const standing = state === null || state.state === "declined" ? null : await projectById(tx, state.project);
    const members = await accountsOf(tx, people, ctx.clock.now());
    if (state !== null && state.state !== "declined" && standing !== null) return { project: standing.id, made: false, state, members };
    const project = await makeProject(tx, facts, ctx.clock.now());
    for (const { email, role } of people) await join(tx, project, members.get(email), role);
    await join(tx, project, (await firstAdmin(tx)) ?? undefined, "manager");
    const begun: DemoState = { state: "begun", project, upload: null, run: null };
    await writeDemo(tx, begun, ctx.clock.now());
    return { project, made: true, state: begun, members };
  });
}

async function makeProject(tx: Tx, facts: ProjectPatch & { title: string }, now: Date): Promise<ProjectId> {
  const { title, instrument = "?", description = "" } = facts;
  const project = await insertProject(tx, { title, instrument, description, access: "private", createdBy: null, now });
  await updateProject(tx, project, { ...facts, access: "private" }, 0, now);
  return project;
}

async function accountsOf(tx: Tx, people: readonly DemoMember[], now: Date): Promise<Map<string, UserId>> {
  const members = new Map<string, UserId>();
  for (const { name, email } of people) {
    const there = await personByEmail(tx, email);
    const person = { id: newUserId(), name, email, organisation: "Invented for the demo", emailVerified: false, passwordHash: null, now };
    const made = there === null ? await makeAccount(tx, person) : null;
    if (made !== null && !made.ok) throw new Error(made.error.message);
    members.set(email, there?.id ?? person.id);
  }
  return members;
}

async function join(tx: Tx, project: ProjectId, user: UserId | undefined, role: Role): Promise<void> {
  if (user !== undefined)
    await upsertMembership(tx, { projectId: project, userId: user, role, sampleIds: [], expiresAt: null, addedBy: null });
}

/** Whoever becomes the first admin may label in the demo, whichever of the two came first. The caller holds the lock of admins. */
export async function joinDemo(tx: Tx, user: UserId): Promise<void> {
  const state = await readDemo(tx);
  if (state !== null && state.state !== "declined" && (await projectById(tx, state.project)) !== null)
    await join(tx, state.project, user, "manager");
}

/** Notes how far the demo has come, so that a second attempt goes on from there. */
export async function noteDemo(ctx: Context, state: DemoState): Promise<void> {
  operatorOnly(ctx);
  await writeDemo(ctx.db, state, ctx.clock.now());
}
