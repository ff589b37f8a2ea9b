import { describe, expect, test } from "vitest";
import { bytesOf } from "../ecotaxa/reading.fixture.ts";
import { readNavigation } from "../isiis/navigation.ts";
import { readUvpHeader } from "../uvp/header.ts";
import { readZooscanMeta } from "../zooscan/fields.ts";
import { readSampleHeaders, readScanHeaders } from "../zooscan/header-tables.ts";
import { matchScans, type ScanHeaders } from "./match-scans.ts";
import { matchCasts, matchVideos } from "./match-videos.ts";
import { nearName } from "./near-name.ts";

const samples = "sampleid;date;vol\nwp2_0728;20210728-0900;50\nwp2_0804;20210804-0900;60\n";
const scans =
  "scanid;sampleid;fracid;fracnb\nwp2_0728_d1_1;wp2_0728;d1;1\nwp2_0728_d2_1;wp2_0728;d2;8\nwp2_0804_d1_1;wp2_0804;d1;1\nghost_tot_1;ghost;tot;1\n";
async function headers(metas: Readonly<Record<string, string>> = {}): Promise<ScanHeaders> {
  const read = await Promise.all(
    Object.entries(metas).map(async ([scan, text]) => [scan, (await readZooscanMeta(bytesOf(text), scan)).fields] as const),
  );
  return {
    samples: await readSampleHeaders(bytesOf(samples), "samples.csv"),
    scans: await readScanHeaders(bytesOf(scans), "scans.csv"),
    metas: new Map(read),
  };
}
const blanks = ["20210728_0800_back_large_raw_1.tif", "20210728_0800_back_large_raw_2.tif"];

describe("a batch of scans beside its header tables", () => {
  test("raw and 8-bit names find their line, whatever the letter case; blank scans are given to each", async () => {
    const {
      scans: found,
      unmatched,
      others,
    } = matchScans(["_raw/WP2_0728_d1_raw_1.tif", "wp2_0728_d2_1.tif", ...blanks, "notes.txt"], await headers());
    expect(unmatched).toBe(0);
    expect(found.map(({ file, scan, sample }) => [file, scan, sample])).toEqual([
      ["_raw/WP2_0728_d1_raw_1.tif", "WP2_0728_d1_1", "wp2_0728"],
      ["wp2_0728_d2_1.tif", "wp2_0728_d2_1", "wp2_0728"],
    ]);
    expect(found[1]?.fields.get("subsample.subpart")?.value).toBe("8");
    expect(found[1]?.fields.get("sample.vol")?.value).toBe("50");
    expect(found.map((scan) => scan.blanks)).toEqual([blanks, blanks]);
    expect(others).toEqual(["notes.txt"]);
  });
  test("what has no line comes first, with a reason and the name that may be meant", async () => {
    const { scans: found, unmatched } = matchScans(
      ["wp2_0728_d1_1.tif", "wp2_0728_d3_1.tif", "ghost_tot_1.tif", "wp2_10804_d1_1.tif", ...blanks],
      await headers(),
    );
    expect(unmatched).toBe(3);
    expect(found.map(({ scan, reason, suggestion }) => [scan, reason, suggestion])).toEqual([
      ["ghost_tot_1", "ghost_tot_1: its sample ghost is not in samples.csv.", null],
      ["wp2_0728_d3_1", "wp2_0728_d3_1: it is not in scans.csv.", null],
      ["wp2_10804_d1_1", "wp2_10804_d1_1: it is not in scans.csv.", "wp2_0804_d1_1"],
      ["wp2_0728_d1_1", null, null],
    ]);
  });
  test("a scan's own _meta.txt is enough, and wins over the tables", async () => {
    const metas = { new_tot_1: "SampleId= new\nVol= 12\nFracId= tot\nFracnb= 2\n", wp2_0728_d1_1: "SampleId= wp2_0728\nVol= 51\n" };
    const { scans: found } = matchScans(["new_tot_1.tif", "wp2_0728_d1_1.tif", ...blanks], await headers(metas));
    expect(found.map(({ scan, reason, fields }) => [scan, reason, fields.get("sample.vol")?.value])).toEqual([
      ["new_tot_1", null, "12"],
      ["wp2_0728_d1_1", null, "51"],
    ]);
  });
  test("the same scan raw and in 8 bits is read once; scans of the table without a file are listed", async () => {
    const { scans: found, withoutFile } = matchScans(["wp2_0728_d1_1.tif", "wp2_0728_d1_raw_1.tif", ...blanks], await headers());
    expect(found.map(({ file, reason }) => [file, reason])).toEqual([
      ["wp2_0728_d1_1.tif", "The batch has this scan twice; wp2_0728_d1_raw_1.tif is read."],
      ["wp2_0728_d1_raw_1.tif", null],
    ]);
    expect(withoutFile.map(({ id }) => id)).toEqual(["wp2_0728_d2_1", "wp2_0804_d1_1", "ghost_tot_1"]);
  });
  test("the last blank before the scan is taken; without its date, or without any, the scan waits", async () => {
    const log = async (date: string) =>
      headers({ wp2_0728_d1_1: "SampleId= wp2_0728\n" }).then((h) => {
        const fields = new Map(h.metas?.get("wp2_0728_d1_1"));
        fields.set("image.scanning_date", { name: "Scanning_date", value: date, file: "log", line: 3 });
        return { ...h, metas: new Map([["wp2_0728_d1_1", fields]]) };
      });
    const many = [
      ...blanks,
      "20210804_0800_background_large_manual.tif",
      "20210804_0800_back_large_1.tif",
      "20210804_0800_back_large_2.tif",
    ];
    const of = async (date: string) => matchScans(["wp2_0728_d1_1.tif", ...many], await log(date)).scans[0];
    expect((await of("20210805_1000"))?.blanks).toEqual(["20210804_0800_back_large_1.tif", "20210804_0800_back_large_2.tif"]);
    expect((await of("20210730_1000"))?.blanks).toEqual(blanks);
    expect((await of("20210701_1000"))?.reason).toContain("No blank scan was made before this scan of 20210701_1000");
    expect(matchScans(["wp2_0728_d1_1.tif", ...many], await headers()).scans[0]?.reason).toContain("blank scans of 2 moments");
    expect(matchScans(["wp2_0728_d1_1.tif"], await headers()).scans[0]?.reason).toContain("No blank scan");
  });
  test("without tables everything waits", () => {
    const { scans: found } = matchScans(["a_tot_1.tif", ...blanks], { samples: null, scans: null });
    expect(found[0]).toMatchObject({ sample: "a", reason: "a_tot_1: there is no scan header table and no _meta.txt of it." });
  });
});

describe("recordings beside a navigation table", () => {
  const table =
    "date,time,lat,lon,depth\n2015-07-17,13:02:00,36.1,-121.9,10\n2015-07-17,13:02:30,36.1,-121.8,20\n2015-07-17,13:20:00,36.2,-121.7,20\n";
  test("by the time in their names: outside, nameless, double and in a gap wait first", async () => {
    const { navigation } = await readNavigation(bytesOf(table), "nav.csv");
    const files = [
      "tow/20150717130215.500.avi",
      "20150717130201.000.avi",
      "20150717140000.000.avi",
      "clip.avi",
      "b/20150717130201.000.avi",
      "20150717131000.000.avi",
      "x.txt",
    ];
    const { videos, unmatched, others } = matchVideos(files, navigation);
    expect(unmatched).toBe(4);
    expect(videos.map(({ file, reason }) => [file, reason])).toEqual([
      ["20150717131000.000.avi", "The navigation has a gap at 2015-07-17 13:10:00Z: no position and no depth."],
      [
        "20150717140000.000.avi",
        "It starts at 2015-07-17 14:00:00Z; the navigation goes from 2015-07-17 13:02:00Z to 2015-07-17 13:20:00Z.",
      ],
      ["b/20150717130201.000.avi", "It starts at the same moment as 20150717130201.000.avi."],
      ["clip.avi", "Its name holds no date and time, such as 20150717130241.123."],
      ["20150717130201.000.avi", null],
      ["tow/20150717130215.500.avi", null],
    ]);
    expect(others).toEqual(["x.txt"]);
  });
});

test("folders of a UVP project beside its header table", async () => {
  const text = "cruise;filename;profileid\nc;20191121010000;bru_01\nc;20191121020000;bru_02\nc;20191121030000;bru_03\n";
  const { rows } = await readUvpHeader(bytesOf(text), "uvp5_header_c.txt");
  const { casts, unmatched, withoutFolder } = matchCasts(["work/bru_01", "raw/HDR20191121020000", "work/bru_0l"], rows);
  expect(unmatched).toBe(1);
  expect(casts.map(({ folder, header, suggestion }) => [folder, header?.values.profile ?? null, suggestion])).toEqual([
    ["work/bru_0l", null, null],
    ["raw/HDR20191121020000", "bru_02", null],
    ["work/bru_01", "bru_01", null],
  ]);
  expect(withoutFolder.map(({ values }) => values.profile)).toEqual(["bru_03"]);
});

test("a near name is one that is near alone", () => {
  expect(nearName("WP2-0728-D1-1", ["wp2_0728_d1_1", "wp2_0804_d1_1"])).toBe("wp2_0728_d1_1");
  expect(nearName("wp2_0728_d3_1", ["wp2_0728_d1_1", "wp2_0728_d2_1"])).toBeNull();
  expect(nearName("anything", ["else"])).toBeNull();
});
