import { insertSiteRole, passwordOf } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { anonymous, asUser, makeProject, makeSite, makeUser, type TestSite } from "@nauplius/testing/factories";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Context } from "../../context.ts";
import { firstAdminLink, welcome } from "../../people/links/welcome.ts";
import { declineDemo, noteDemo, openDemo, wantsDemo } from "./open.ts";

const facts = { title: "Demo", instrument: "Zooscan", licence: "CC BY 4.0" } as const;
const people = [
  { name: "Maren", email: "maren@example.org", role: "manager" },
  { name: "Tomás", email: "tomas@example.org", role: "trainee" },
] as const;

let site: TestSite;
let operator: Context;
beforeEach(async () => {
  site = await makeSite();
  operator = site.as({ kind: "system" });
});
afterEach(() => site.dispose());

const members = (project: number) =>
  site.db.rows(
    sql`select u.name, m.role from membership m join "user" u on u.id = m.user_id where m.project_id = ${project} order by u.name`,
  );

describe("a first start", () => {
  test("wants the demo on an empty site, until it is ready", async () => {
    expect(await wantsDemo(operator)).toBe(true);
    const { project } = await openDemo(operator, facts, people);
    expect(await wantsDemo(operator)).toBe(true);
    await noteDemo(operator, { state: "ready", project });
    expect(await wantsDemo(operator)).toBe(false);
  });

  test("does not want it where somebody has a project", async () => {
    await makeProject(site.db, "Ours");
    expect(await wantsDemo(operator)).toBe(false);
  });

  test("never wants it again once it was declined; the command still makes it", async () => {
    await declineDemo(operator);
    expect(await wantsDemo(operator)).toBe(false);
    expect(await openDemo(operator, facts, people)).toMatchObject({ made: true });
  });

  test("declining does not forget a demo that stands", async () => {
    const { project } = await openDemo(operator, facts, people);
    await declineDemo(operator);
    expect(await openDemo(operator, facts, people)).toMatchObject({ project, made: false });
  });
});

describe("the demo project", () => {
  test("is private at first, made once, and nobody signs in as its people", async () => {
    const first = await openDemo(operator, facts, people);
    const second = await openDemo(operator, facts, people);
    expect(second).toMatchObject({ project: first.project, made: false });
    expect(second.members).toEqual(first.members);
    expect(await site.db.rows(sql`select title, access, licence from project`)).toEqual([
      { title: "Demo", access: "private", licence: "CC BY 4.0" },
    ]);
    for (const user of first.members.values()) expect(await passwordOf(site.db, user)).toBeNull();
  });

  test("is made anew when it was deleted for good", async () => {
    const { project } = await openDemo(operator, facts, people);
    await site.db.run(sql`delete from project where id = ${project}`);
    expect(await openDemo(operator, facts, people)).toMatchObject({ made: true, state: { state: "begun" } });
  });

  test("takes in the admin who was there before it", async () => {
    const ada = await makeUser(site.db, "Ada");
    await insertSiteRole(site.db, { userId: ada, role: "admin", by: null, now: new Date() });
    const { project } = await openDemo(operator, facts, people);
    expect(await members(project)).toContainEqual({ name: "Ada", role: "manager" });
  });

  test("takes in the first admin who comes after it", async () => {
    const { project } = await openDemo(operator, facts, people);
    const link = new URL((await firstAdminLink(operator, { baseUrl: "http://127.0.0.1:3999" })) ?? "");
    const token = link.searchParams.get("token") ?? "";
    const account = { email: "ada@example.org", name: "Ada", password: "four odd copepods swim" };
    expect(await welcome.call(site.as(anonymous), { token, ...account })).toMatchObject({ ok: true });
    expect(await members(project)).toEqual([
      { name: "Ada", role: "manager" },
      { name: "Maren", role: "manager" },
      { name: "Tomás", role: "trainee" },
    ]);
  });

  test("is for the operator alone", async () => {
    const user = site.as(asUser(await makeUser(site.db, "Ada"), ["admin"]));
    await expect(openDemo(user, facts, people)).rejects.toThrow("operator");
  });
});
