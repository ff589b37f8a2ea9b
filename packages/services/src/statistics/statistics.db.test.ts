import { sql } from "@nauplius/db/sql";
import { asUser, makeMember, makeProject, makeSite, makeTaxa, makeTow, type TestSite } from "@nauplius/testing/factories";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectStatistics } from "./project.ts";

let site: TestSite;
beforeAll(async () => {
  site = await makeSite();
});
afterAll(() => site.dispose());

test("a member sees counts by sample, taxon and state, the sun, and pixel sizes that differ; a limited one of their samples", async () => {
  const { db } = site;
  const taxa = await makeTaxa(db, ["Copepoda"]);
  const copepods = taxa.get("Copepoda") ?? null;
  const project = await makeProject(db, "Nets");
  const seeds = (mark: string) => [
    { originalId: `${mark}1`, taxonId: copepods, state: "validated" as const },
    { originalId: `${mark}2`, taxonId: copepods, state: "predicted" as const },
    { originalId: `${mark}3` },
  ];
  const tow = async (name: string, hour: string, pixelSize: number) => {
    const startedAt = new Date(`2023-06-21T${hour}:00:00Z`);
    return (await makeTow(db, project, { name, startedAt, latitude: 43.7, longitude: 7.3, pixelSize, objects: seeds(name) })).sample;
  };
  const [noon, night] = [await tow("noon", "11", 10.6), await tow("night", "23", 5.3)];
  await site.db.run(sql`
    insert into sign_off (acquisition_id, by, at, comment, colour, findings)
    select id, 'somebody', now(), '', 'green', '[]' from acquisition where sample_id = ${night}`);
  const viewer = await makeMember(db, project, "Vera", "viewer");
  const limited = await makeMember(db, project, "Lim", "viewer", [night]);
  const got = await projectStatistics.call(site.as(asUser(viewer)), { projectId: project });
  if (!got.ok) throw new Error(got.error.message);
  expect(got.value.samples.map(({ name, dayPart }) => [name, dayPart])).toEqual([
    ["night", "N"],
    ["noon", "D"],
  ]);
  expect(
    got.value.tallies.filter(({ sampleId }) => sampleId === noon).map(({ taxonId, state, objects }) => [taxonId, state, objects]),
  ).toEqual([
    [0, "unclassified", 1],
    [copepods, "predicted", 1],
    [copepods, "validated", 1],
  ]);
  expect(got.value.checks.map(({ signed, unsigned }) => [signed, unsigned])).toEqual([
    [0, 1],
    [1, 0],
  ]);
  expect(got.value.calibrations.map(({ pixelSize }) => pixelSize)).toEqual([5.3, 10.6]);
  const less = await projectStatistics.call(site.as(asUser(limited)), { projectId: project });
  expect(less).toMatchObject({ ok: true, value: { samples: [{ name: "night" }], calibrations: [{ pixelSize: 5.3 }] } });
});
