import { sql } from "@nauplius/db/sql";
import type { ProjectId } from "@nauplius/domain";
import { asUser, makeAcquisition, makeMember, makeProject, makeSample, makeSite, type TestSite } from "@nauplius/testing/factories";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listChecks, signOff, withdrawSignOff } from "./verbs.ts";

let site: TestSite;
let project: ProjectId;
let acquisition = 0;
let as: (who: "manager" | "viewer") => ReturnType<TestSite["as"]>;

beforeAll(async () => {
  site = await makeSite();
  project = await makeProject(site.db, "Bay");
  const people = {
    manager: await makeMember(site.db, project, "Mia", "manager"),
    viewer: await makeMember(site.db, project, "Vera", "viewer"),
  };
  as = (who) => site.as(asUser(people[who]));
  const sample = await makeSample(site.db, project, "tow_a_d");
  acquisition = await makeAcquisition(site.db, project, sample, "d1_tow_a_d");
  await site.db.run(sql`
    update sample set free = '{"tot_vol": "0.02", "zmax": "9999"}', latitude = 43.68, longitude = 7.31, started_at = '2023-06-14 22:51Z' where id = ${sample}`);
  await site.db.run(
    sql`update acquisition set instrument = 'zooscan', pixel_size = 10.6, sub_part = 4, free = '{"scan_date": "20230601"}' where id = ${acquisition}`,
  );
});
afterAll(() => site.dispose());

const checks = async (who: "manager" | "viewer" = "viewer") => {
  const found = await listChecks.call(as(who), { projectId: project });
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
};

test("an acquisition is judged by what its rows say, each finding with a reason", async () => {
  const [found] = await checks();
  expect(found).toMatchObject({ name: "d1_tow_a_d", sample: "tow_a_d", colour: "red", signOff: null });
  const of = (check: string) => found?.findings.find((each) => each.check === check);
  expect(of("netVolume")).toMatchObject({ colour: "red", reason: expect.stringContaining("0.02") });
  expect(of("dayNight")?.colour).not.toBe("green");
  expect(of("date")?.reason).toContain("2023-06-01");
  expect(of("objectCount")).toMatchObject({ colour: "red", reason: "There is no object." });
});

test("a manager signs it off with a word, which a red one wants; others cannot", async () => {
  const input = { acquisitionId: acquisition };
  expect(await signOff.call(as("viewer"), { ...input, comment: "fine" })).toMatchObject({ ok: false, error: { code: "forbidden" } });
  expect(await signOff.call(as("manager"), input)).toMatchObject({
    ok: false,
    error: { code: "invalid", message: expect.stringContaining("comment") },
  });
  expect(await signOff.call(as("manager"), { ...input, comment: "a blank tow" })).toMatchObject({ ok: true });
  expect(await signOff.call(as("manager"), { ...input, comment: "another word" })).toMatchObject({
    ok: false,
    error: { code: "conflict", message: "d1_tow_a_d was signed off already by Mia" },
  });
  expect((await checks())[0]?.signOff).toMatchObject({ name: "Mia", comment: "a blank tow", colour: "red" });
  expect(await withdrawSignOff.call(as("manager"), input)).toMatchObject({ ok: true, value: { withdrawn: true } });
  expect((await checks())[0]?.signOff).toBeNull();
});
