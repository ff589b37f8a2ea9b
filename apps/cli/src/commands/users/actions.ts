import { randomBytes } from "node:crypto";
import { type Role, role, type SiteRole, siteRole, type UserId } from "@nauplius/domain";
import {
  addPerson,
  blockPerson,
  type Context,
  createResetLink,
  firstAdminLink,
  grantSiteRole,
  inviteToProject,
  inviteToSite,
  listPeople,
  type Outcome,
  removeMember,
  revokeSiteRole,
  setMember,
  unblockPerson,
} from "@nauplius/services";
import { type Ending, exitCodes, refused } from "../../command.ts";
import { UsageProblem } from "../../env.ts";
import { projectCalled } from "../../project.ts";
import { personCalled } from "./person.ts";

export type Asked = { email: string; role: string | undefined; options: Readonly<Record<string, unknown>> };
type Action = (ctx: Context, asked: Asked) => Promise<Ending>;

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const done = (json: object, line: string): Ending => ({ exit: exitCodes.done, json, text: line });

/** What `users ACTION` can do, each through the verb that the page uses. */
export const actions = { list, welcome, add, invite, reset, block, unblock, grant, revoke, member } as const satisfies Record<
  string,
  Action
>;
export type ActionName = keyof typeof actions;

async function list(ctx: Context): Promise<Ending> {
  const people = [];
  let after: { name: string; id: string } | null = null;
  do {
    const page: Awaited<ReturnType<typeof listPeople.call>> = await listPeople.call(ctx, { after, limit: 500 });
    if (!page.ok) return refused(page.error);
    people.push(...page.value.people);
    after = page.value.next;
  } while (after !== null);
  const lines = people.map(({ email, name, siteRoles, blocked }) =>
    [email, name, siteRoles.join(" "), blocked ? "blocked" : ""].join("\t").trimEnd(),
  );
  return done({ users: people }, lines.join("\n"));
}

/** The link of the first administrator, who may not have used that of the first start. */
async function welcome(ctx: Context): Promise<Ending> {
  const url = await firstAdminLink(ctx, { baseUrl: ctx.settings?.baseUrl ?? "" });
  if (url === null)
    return refused({ code: "conflict", message: "There is an administrator already: ask them, or use `users grant EMAIL admin`." });
  return done({ url }, `The first administrator signs in here, once, within a day:\n${url}`);
}

async function add(ctx: Context, { email, options }: Asked): Promise<Ending> {
  const given = options.passwordStdin === true ? await readStdin() : null;
  const password = given ?? randomBytes(12).toString("base64url");
  const account = { email, name: text(options.name) || email, organisation: text(options.organisation), password };
  const made = await addPerson.call(ctx, account);
  if (!made.ok) return refused(made.error);
  if (options.admin === true) {
    const granted = await grantSiteRole.call(ctx, { userId: made.value, role: "admin" });
    if (!granted.ok) return refused(granted.error);
  }
  const shown = given === null ? { password } : {};
  const line = given === null ? `${email} may sign in with the password ${password}` : `${email} may sign in`;
  return done({ id: made.value, email, ...shown }, line);
}

async function invite(ctx: Context, { email, options }: Asked): Promise<Ending> {
  const title = text(options.project);
  if (title === "") return handed(await inviteToSite.call(ctx, { email }), email);
  const project = await projectCalled(ctx, { title, create: false, as: undefined });
  if (!project.ok) return refused(project.error);
  return handed(await inviteToProject.call(ctx, { projectId: project.value.id, email, role: roleFrom(options.role) }), email);
}

async function reset(ctx: Context, { email }: Asked): Promise<Ending> {
  const person = await personCalled(ctx, email);
  return person.ok ? handed(await createResetLink.call(ctx, { userId: person.value }), email) : refused(person.error);
}

/** The link goes by mail where there is mail; else it is shown, to pass on. */
function handed(outcome: Outcome<{ sent: true } | { sent: false; url: string }>, email: string): Ending {
  if (!outcome.ok) return refused(outcome.error);
  const { value } = outcome;
  return done(
    { email, ...value },
    value.sent ? `A link was sent to ${email}.` : `Pass this link on to ${email}; it works once:\n${value.url}`,
  );
}

async function block(ctx: Context, asked: Asked): Promise<Ending> {
  return ofPerson(ctx, asked, (userId) => blockPerson.call(ctx, { userId }), "is blocked");
}

async function unblock(ctx: Context, asked: Asked): Promise<Ending> {
  return ofPerson(ctx, asked, (userId) => unblockPerson.call(ctx, { userId }), "may sign in again");
}

async function grant(ctx: Context, asked: Asked): Promise<Ending> {
  const held = siteRoleFrom(asked.role);
  return ofPerson(ctx, asked, (userId) => grantSiteRole.call(ctx, { userId, role: held }), `is ${held}`);
}

async function revoke(ctx: Context, asked: Asked): Promise<Ending> {
  const held = siteRoleFrom(asked.role);
  return ofPerson(ctx, asked, (userId) => revokeSiteRole.call(ctx, { userId, role: held }), `is no longer ${held}`);
}

async function member(ctx: Context, asked: Asked): Promise<Ending> {
  const title = text(asked.options.project);
  if (title === "") throw new UsageProblem("users member: --project TITLE is missing");
  const project = await projectCalled(ctx, { title, create: false, as: undefined });
  if (!project.ok) return refused(project.error);
  const projectId = project.value.id;
  if (asked.role === "none") return ofPerson(ctx, asked, (userId) => removeMember.call(ctx, { projectId, userId }), `left ${title}`);
  const held = roleFrom(asked.role);
  return ofPerson(ctx, asked, (userId) => setMember.call(ctx, { projectId, userId, role: held }), `is ${held} of ${title}`);
}

async function ofPerson(ctx: Context, { email }: Asked, act: (id: UserId) => Promise<Outcome<unknown>>, sentence: string): Promise<Ending> {
  const person = await personCalled(ctx, email);
  if (!person.ok) return refused(person.error);
  const outcome = await act(person.value);
  return outcome.ok ? done({ id: person.value, email, ...(outcome.value ?? {}) }, `${email} ${sentence}.`) : refused(outcome.error);
}

function roleFrom(given: unknown): Role {
  const parsed = role.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new UsageProblem(`got the role ${text(given) || "(none)"}, expected one of ${role.options.join(", ")}`);
}

function siteRoleFrom(given: unknown): SiteRole {
  const parsed = siteRole.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new UsageProblem(`got the role ${text(given) || "(none)"}, expected one of ${siteRole.options.join(", ")}`);
}

async function readStdin(): Promise<string> {
  let read = "";
  for await (const chunk of process.stdin) read += chunk;
  return read.replace(/\r?\n$/, "");
}
