import { sql } from "@nauplius/db/sql";
import { createRng } from "@nauplius/domain";
import {
  anonymous,
  makeAcquisition,
  makeObjects,
  makeProject,
  makeSample,
  makeSite,
  makeTaxa,
  type TestSite,
} from "@nauplius/testing/factories";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { examineSite, type Finding } from "./examine.ts";

let site: TestSite;
let operator: Context;

/** Two objects: one labelled, with a vignette of 5 bytes at the end of a pack of 20; one unclassified and without image. */
beforeEach(async () => {
  site = await makeSite();
  operator = site.as({ kind: "system" });
  const project = await makeProject(site.db, "Net tow");
  const sample = await makeSample(site.db, project, "tow");
  const acquisition = await makeAcquisition(site.db, project, sample, "scan");
  const taxa = await makeTaxa(site.db, ["Copepoda"]);
  const seeds = [{ originalId: "a", taxonId: taxa.get("Copepoda"), state: "validated" as const }, { originalId: "b" }];
  const [first] = await makeObjects(site.db, { project, sample, acquisition, rng: createRng(1) }, seeds);
  await operator.storage.write("packs/one", new Uint8Array(20));
  await site.db.run(sql`insert into pack (key, bytes) values ('packs/one', 20)`);
  await site.db.run(sql`
    insert into vignette (object_id, file_name, pack_id, "offset", length, mime, width, height, hash)
    select ${first}, 'a.png', id, 15, 5, 'image/png', 1, 1, ''::bytea from pack`);
  await site.db.run(sql`update "object" set vignettes = 1 where id = ${first}`);
});

afterEach(() => site.dispose());

async function failing(): Promise<Finding[]> {
  const result = await examineSite.call(operator, {});
  if (!result.ok) throw new Error(result.error.message);
  expect(result.value.healthy).toBe(result.value.findings.every((finding) => finding.ok));
  return result.value.findings.filter((finding) => !finding.ok);
}

test("a site as its verbs leave it is healthy, and dead bytes are told", async () => {
  expect(await failing()).toEqual([]);
  const result = await examineSite.call(operator, {});
  expect(result.ok && result.value.findings.find(({ check }) => check === "packs")?.facts).toMatchObject({ packs: 1, deadBytes: 15 });
});

test.each([
  ["vignettes", sql`update "object" set vignettes = 2 where vignettes = 1`],
  ["vignettes", sql`update "object" set vignettes = 1 where vignettes = 0`],
  ["counters", sql`update counter set objects = objects + 1 where state = 'validated'`],
  ["ledger", sql`update "object" set taxon_id = null, state = 'dubious' where state = 'validated'`],
  ["ledger", sql`update "object" set last_event_id = null where state = 'validated'`],
  ["history", sql`update annotation_event set from_id = id`],
  ["packs", sql`update vignette set "offset" = 16`],
])("%s: a deviation is found", async (check, damage) => {
  await site.db.run(damage);
  const checks = (await failing()).map((finding) => finding.check);
  expect(checks).toContain(check);
});

test("a lost pack is found by its key", async () => {
  await operator.storage.remove("packs/one");
  expect(await failing()).toMatchObject([{ check: "packs", facts: { broken: ["packs/one"] } }]);
});

test("is for admins", async () => {
  expect(await examineSite.call(site.as(anonymous), {})).toMatchObject({ ok: false, error: { code: "unauthenticated" } });
});
