import { sql } from "@nauplius/db/sql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Files, type ImportSite, importSite, picture } from "./import-site.fixture.ts";

let s: ImportSite;
beforeAll(async () => {
  s = await importSite();
});
afterAll(() => s.dispose());

type Scan = { readonly fraction: string; readonly objects: number; readonly latitude?: string; readonly part?: number };
const sample = "tow_st20_n";

/** What ZooProcess leaves of one scan, made small. */
const pidOf = ({ fraction, objects, latitude = "48.2584", part = 4 }: Scan): string => {
  const rows = Array.from({ length: objects }, (_, i) => `${i + 1};${sample}_${fraction}_1;${700 + i};24${i}.5;1.806;${100 * i};50`);
  return `PID
[Image]
Scanning_date= 20240321_1049
[Info]
Hardware=  Hydroptic_V3
[Sample]
SampleId= ${sample}
Ship= thalassa
Date= 20230614-2251
Latitude= ${latitude}
Longitude= 22.2966
Depth= 99999
Nettype= wp2
Zmax= 106
Zmin= 55
Vol= 124.5

[Fraction]
FracId= ${fraction}
Min= 300

[Subsample]
SubPart= ${part}

[Particules_Process]
Version= 8.13_2022/10/17_Picheral_CNRS
Threshold=  243
PixSize=   0.0106

[Data]
!Item;Label;Area;Mean;StdDev;BX;BY
${rows.join("\n")}
`;
};

async function workFolder(scans: readonly Scan[]): Promise<Files> {
  const files: Record<string, string | Uint8Array> = { "Zooscan_meta/metadata.txt": "SampleId= another\n" };
  let seed = 0;
  for (const scan of scans) {
    const name = `${sample}_${scan.fraction}_1`;
    const folder = `Zooscan_scan/_work/${name}`;
    files[`${folder}/${name}_dat1.pid`] = pidOf(scan);
    files[`${folder}/${name}_msk1.gif`] = "no picture that we read";
    for (let i = 1; i <= scan.objects; i++) {
      seed += 1;
      files[`${folder}/${name}_${i}.jpg`] = await picture(seed);
    }
  }
  return files;
}

describe("a ZooProcess work folder is an ordinary import", () => {
  test("objects with their measurements; sample, acquisitions and processes with what the headers say", async () => {
    const path = await s.folder(
      await workFolder([
        { fraction: "d1", objects: 3 },
        { fraction: "d2", objects: 2, part: 8 },
      ]),
    );
    const run = await s.import(path);
    expect(run).toMatchObject({ state: "done", result: { mode: "tsv", objectsAdded: 5, errors: 0 } });
    const objects = await s.db.rows(sql`
      select o.original_id as id, a.name as acquisition, a.instrument, a.pixel_size as pixel, a.sub_part as part, p.dialect, o.latitude, o.longitude, o.date,
        o.depth_max as depth, o.features[array_position(l.names, 'area')] as area, o.features[array_position(l.names, 'esd')] as esd, o.vignettes
      from "object" o join acquisition a on a.id = o.acquisition_id join process p on p.acquisition_id = a.id join feature_list l on l.id = o.feature_list_id
      order by 1`);
    expect(objects).toHaveLength(5);
    expect(objects[0]).toMatchObject({
      id: `${sample}_d1_1_1`,
      acquisition: `d1_${sample}`,
      instrument: "zooscan",
      pixel: 10.6,
      part: 4,
      dialect: "zooscan",
      depth: 106,
      area: 700,
      vignettes: 1,
      esd: 29.854107,
    });
    const first = objects[0] as { latitude: number; longitude: number };
    expect(first.latitude).toBeCloseTo(48 + 25.84 / 60, 8);
    expect(first.longitude).toBeCloseTo(-(22 + 29.66 / 60), 8);
    expect(objects.map((o) => (o as { part: number }).part)).toEqual([4, 4, 4, 8, 8]);
    const samples = await s.db.rows(sql`select name, free->>'tot_vol' as volume, free->>'ship' as ship from sample`);
    expect(samples).toEqual([{ name: sample, volume: "124.5", ship: "thalassa" }]);
  });
  test("the same folder again adds nothing", async () => {
    const again = await s.folder(await workFolder([{ fraction: "d1", objects: 3 }]));
    expect(await s.import(again)).toMatchObject({ state: "done", result: { objectsAdded: 0 } });
  });
  test("a header that makes no sense is refused by file, line and key, and nothing comes in", async () => {
    const project = await s.anotherProject();
    const path = await s.folder(await workFolder([{ fraction: "d1", objects: 1, latitude: "48.9999" }]));
    const run = await s.import(path, { project });
    expect(run.state).toBe("refused");
    expect(run.reason).toMatch(/_dat1\.pid, line 10, Latitude: "48\.9999" is not valid; expected degrees and minutes/);
    expect(await s.picture(project)).toMatchObject({ objects: [], samples: [] });
    const options = { positions: { degrees: "decimal", longitude: "east" } } as const;
    expect(await s.import(path, { project, options })).toMatchObject({ state: "done", result: { objectsAdded: 1 } });
    expect(await s.picture(project)).toMatchObject({ objects: [{ latitude: 48.9999, longitude: 22.2966 }] });
  });
});
