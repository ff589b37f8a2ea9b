import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { imagesOf } from "./classes.ts";
import { saved, temporaryFolder, zipOf } from "./corpus.fixture.ts";
import { type DiscoverOptions, discover } from "./discover.ts";
import { openArchive } from "./open.ts";

let folder = "";
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => rm(folder, { recursive: true }));

let made = 0;
async function found(files: readonly string[], contents: Readonly<Record<string, string>> = {}, options: DiscoverOptions = {}) {
  made += 1;
  const zip = await zipOf({ ...Object.fromEntries(files.map((name) => [name, "x"])), ...contents });
  const opened = await openArchive(await saved(folder, `case-${made}.zip`, zip), { temporary: folder });
  if (!opened.ok) throw new Error(opened.error.message);
  const discovery = await discover(opened.value, options);
  const images = [...imagesOf(opened.value, discovery)].map(({ name }) => name);
  await opened.value.close();
  return { ...discovery, read: images };
}

const work = "Zooscan_scan/_work/tow_d1_1";
const whole = [
  `${work}/tow_d1_1_dat1.pid`,
  `${work}/tow_d1_1_meas.txt`,
  `${work}/tow_d1_1_meta.txt`,
  `${work}/tow_d1_1_log.txt`,
  `${work}/tow_d1_1_msk1.gif`,
  `${work}/tow_d1_1_out1.gif`,
  `${work}/tow_d1_1_sep.gif`,
  `${work}/tow_d1_1_1.jpg`,
  `${work}/tow_d1_1_2.jpg`,
  "Zooscan_meta/zooscan_sample_header_table.csv",
  "Zooscan_meta/zooscan_scan_header_table.csv",
  "Zooscan_meta/metadata.txt",
];
const ecotaxa = "img_file_name\tobject_id\ntow_d1_1_1.jpg\to1\n";
const headers = { samples: "Zooscan_meta/zooscan_sample_header_table.csv", scans: "Zooscan_meta/zooscan_scan_header_table.csv" };

describe("ZooProcess work folders", () => {
  test("a scan's .pid is a table of its vignettes; masks are no vignettes, and no file is called unknown", async () => {
    const { kind, tables, problems, read } = await found(whole);
    expect([kind, problems]).toEqual(["tables", []]);
    expect(tables).toEqual([
      {
        name: `${work}/tow_d1_1_dat1.pid`,
        folder: work,
        bundle: null,
        scan: { scan: "tow_d1_1", kind: "pid", meta: `${work}/tow_d1_1_meta.txt`, extension: "jpg", headers },
      },
    ]);
    expect(read).toEqual([`${work}/tow_d1_1_1.jpg`, `${work}/tow_d1_1_2.jpg`]);
  });
  test("without a .pid the measurements stand in", async () => {
    const { tables } = await found(["a/tow_tot_1_meas.txt", "a/tow_tot_1_meta.txt", "a/TOW_tot_1_7.PNG"]);
    expect(tables).toMatchObject([
      { name: "a/tow_tot_1_meas.txt", scan: { kind: "measurements", meta: "a/tow_tot_1_meta.txt", extension: "PNG" } },
    ]);
  });
  test("vignettes may lie in another folder than the .pid", async () => {
    const { tables } = await found(["PID_process/Pid_results/tow_d1_1_dat1.pid", "PID_process/Unsorted_vignettes/tow_d1_1/tow_d1_1_1.jpg"]);
    expect(tables).toMatchObject([
      { name: "PID_process/Pid_results/tow_d1_1_dat1.pid", folder: "PID_process/Unsorted_vignettes/tow_d1_1" },
    ]);
  });
  test("a scan that has an EcoTaxa table comes by that table; others beside it by their .pid", async () => {
    const { tables, problems } = await found([...whole, "w/tow_d2_1/tow_d2_1_dat1.pid", "w/tow_d2_1/tow_d2_1_1.jpg"], {
      [`${work}/ecotaxa_tow_d1_1.tsv`]: ecotaxa,
    });
    expect(tables.map(({ name, scan }) => [name, scan?.kind])).toEqual([
      [`${work}/ecotaxa_tow_d1_1.tsv`, undefined],
      ["w/tow_d2_1/tow_d2_1_dat1.pid", "pid"],
    ]);
    expect(problems).toEqual([]);
  });
  test("a scan whose vignettes are missing is left out with a warning, the others come", async () => {
    const { tables, problems } = await found([...whole, "w/tow_d2_1/tow_d2_1_dat1.pid"]);
    expect(tables).toHaveLength(1);
    expect(
      problems.map(({ severity, file, message }) => [severity, file, message.includes("tow_d2_1 has measurements but no vignettes")]),
    ).toEqual([["warning", "w/tow_d2_1/tow_d2_1_dat1.pid", true]]);
  });
  test("an update reads tables only, and a person may still say that these are images", async () => {
    expect((await found(whole, {}, { as: "tables", mode: "metadata" })).kind).toBe("nothing");
    expect((await found(whole, {}, { as: "images" })).kind).toBe("images");
  });
});
