import { sql } from "@nauplius/db/sql";
import { uuidV7 } from "@nauplius/domain";
import { asUser, makeMember, makeSite, type TestSite } from "@nauplius/testing/factories";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { makeScene, type Scene } from "../object/scene.fixture.ts";
import { labelChanges } from "./changes.ts";
import { labelObjects } from "./label.ts";

let site: TestSite;
let scene: Scene;
let ann: Context;
let rex: Context;
let limited: Context;
beforeAll(async () => {
  site = await makeSite();
  scene = await makeScene(site, "changes");
  ann = site.as(asUser(await makeMember(site.db, scene.project, "ann", "annotator")));
  rex = site.as(asUser(await makeMember(site.db, scene.project, "rex", "reviewer")));
  limited = site.as(asUser(await makeMember(site.db, scene.project, "lim", "viewer", [scene.samples[1] as never])));
});
afterAll(() => site.dispose());

async function changes(ctx: Context, after?: number) {
  const outcome = await labelChanges.call(ctx, { projectId: scene.project, after } as never);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}

test("a page that asks again hears what others labelled, as it stands, and who is at work", async () => {
  const { last, changed } = await changes(ann);
  expect(changed).toEqual([]);
  const [id] = await site.db.rows<{ id: number; version: number }>(
    sql`select id, version from "object" where project_id = ${scene.project} and sample_id = ${scene.samples[0]} and state = 'predicted' order by id desc limit 1`,
  );
  const change = { taxonId: "keep", state: "validated" };
  const done = await labelObjects.call(rex, {
    projectId: scene.project,
    batchId: uuidV7(1, new Uint8Array(10)),
    change,
    target: { by: "ids", objects: [id] },
  } as never);
  expect(done.ok).toBe(true);
  const heard = await changes(ann, last);
  expect(heard.changed.find((c) => c.id === id?.id)).toMatchObject({ state: "validated", version: (id?.version ?? 0) + 1 });
  expect(heard.people.map((p) => p.name)).toEqual(["rex"]);
  expect((await changes(rex, last)).people).toEqual([]);
  expect(heard.last).toBeGreaterThan(last);
  // Who sees another sample only hears nothing of it.
  expect((await changes(limited, last)).changed.find((c) => c.id === id?.id)).toBeUndefined();
});

test("nothing new is nothing to read, once the last moments are over", async () => {
  const { last } = await changes(ann);
  expect(await changes(ann, last + 60_000)).toMatchObject({ changed: [], isMore: false });
});
