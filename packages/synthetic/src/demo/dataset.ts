import { createRng, type Rng, type State } from "@nauplius/domain";
import { measure } from "../measure/measure.ts";
import { instruments } from "../render/instruments.ts";
import { drawObject, type SyntheticObject } from "../render/object.ts";
import { taxonModel } from "../taxa/catalogue.ts";
import { coastalTow, drawFrom, type Mix } from "../taxa/mix.ts";
import { drawLength } from "../taxa/model.ts";
import { annotate, type DemoAnnotation, type Prediction } from "./annotate.ts";
import { laterDate, timeBetween } from "./calendar.ts";
import { type DemoColumn, demoColumns } from "./columns.ts";
import { type DemoPerson, demoPeople, demoProject } from "./people.ts";
import { type DemoScan, type DemoStation, demoStations, filteredVolume, netSurface } from "./stations.ts";

/** One line of an EcoTaxa table with its vignette and its truth. */
export type DemoObject = {
  /** Cells by column name; "" where a table has none. */
  readonly cells: Readonly<Record<string, string | number>>;
  readonly vignette: SyntheticObject;
  readonly truth: string;
  readonly state: State;
  readonly predictions: readonly Prediction[];
};

export type DemoDataset = {
  readonly project: typeof demoProject;
  readonly people: readonly DemoPerson[];
  readonly stations: readonly DemoStation[];
  readonly columns: readonly DemoColumn[];
  readonly size: number;
  readonly objects: () => Generator<DemoObject>;
};

/** A small ZooScan project as data: what an EcoTaxa archive of it would hold. */
export const demoDataset = (seed: number | string = "demo"): DemoDataset => ({
  project: demoProject,
  people: demoPeople,
  stations: demoStations,
  columns: demoColumns,
  size: demoStations.reduce((sum, station) => sum + station.scans.reduce((n, scan) => n + scan.objects, 0), 0),
  objects: () => allObjects(createRng(seed).fork("demo")),
});

function* allObjects(rng: Rng): Generator<DemoObject> {
  for (const station of demoStations) {
    for (const scan of station.scans) {
      const source = rng.fork(station.sample).fork(scan.fraction);
      for (let i = 0; i < scan.objects; i++) yield demoObject(station, scan, i + 1, source.fork(i));
    }
  }
}

const mixOf = ({ more }: DemoStation): Mix =>
  Object.fromEntries(Object.entries(coastalTow).map(([taxon, weight]) => [taxon, weight * (more[taxon] ?? 1)]));

/** Taxon and length that the fraction's sieves let through. */
const sieved = (station: DemoStation, scan: DemoScan, rng: Rng): { taxon: string; lengthMm: number } => {
  const mix = mixOf(station);
  const { minLength, pixelSize } = instruments.zooscan;
  for (;;) {
    const taxon = drawFrom(mix, rng);
    const lengthMm = drawLength(taxonModel(taxon), rng);
    if (lengthMm >= Math.max(scan.shortest, (minLength * pixelSize) / 1000) && lengthMm <= scan.longest) return { taxon, lengthMm };
  }
};

/** Drawn anew until the net's smallest object is reached, as the ZooScan keeps none below 0.3 mm ESD. */
const drawn = (station: DemoStation, scan: DemoScan, rng: Rng): SyntheticObject => {
  for (let tries = 0; ; tries++) {
    const each = rng.fork(tries);
    const { taxon, lengthMm } = sieved(station, scan, each);
    const object = drawObject(taxonModel(taxon), { instrument: instruments.zooscan, rng: each, lengthMm, margin: 0.2 });
    if (object.area >= instruments.zooscan.minArea) return object;
  }
};

const demoObject = (station: DemoStation, scan: DemoScan, number: number, rng: Rng): DemoObject => {
  const vignette = drawn(station, scan, rng.fork("drawing"));
  const annotation = annotate(vignette.taxon, station.progress, rng.fork("annotation"));
  const place = rng.fork("place");
  const measured = measure(vignette, { bx: 300 + place.int(23_000), by: 300 + place.int(13_500) });
  const scanId = `${station.sample}_${scan.fraction}_1`;
  const features = Object.fromEntries(
    Object.entries(measured).map(([name, value]) => [`object_${name}`, Number.isFinite(value) ? value : ""]),
  );
  const cells = {
    img_file_name: `${scanId}/${scanId}_${number}.png`,
    img_rank: 0,
    object_id: `${scanId}_${number}`,
    object_lat: station.latitude,
    object_lon: station.longitude,
    object_date: station.date,
    object_time: station.time,
    object_depth_min: station.zmin,
    object_depth_max: station.zmax,
    ...annotationCells(station, annotation, rng.fork("clock")),
    ...features,
    ...sampleCells(station),
    ...scanCells(station, scan, scanId),
  };
  return { cells, vignette, truth: vignette.taxon, state: annotation.state, predictions: annotation.predictions };
};

const annotationCells = (station: DemoStation, a: DemoAnnotation, rng: Rng) => ({
  object_annotation_status: a.state === "unclassified" ? "" : a.state,
  object_annotation_category: a.taxon,
  object_annotation_person_name: a.person?.name ?? "",
  object_annotation_person_email: a.person?.email ?? "",
  object_annotation_date: a.state === "unclassified" ? "" : laterDate(station.date, station.scannedAfter + (a.person === null ? 1 : a.day)),
  object_annotation_time: a.state === "unclassified" ? "" : timeBetween(8, 17, rng.next()),
  object_annotation_score: a.state === "predicted" ? a.predictions[0].score : "",
});

const sampleCells = (station: DemoStation) => ({
  sample_id: station.sample,
  sample_program: "nauplius_demo",
  sample_ship: station.station === "point_b" ? "small_boat" : "research_vessel",
  sample_stationid: station.station,
  sample_tow_type: station.towType,
  sample_net_type: station.towType === "vertical" ? "wp2" : "multinet",
  sample_bottomdepth: station.bottom,
  sample_net_mesh: 200,
  sample_net_surf: netSurface,
  sample_zmin: station.zmin,
  sample_zmax: station.zmax,
  sample_tot_vol: filteredVolume(station),
  sample_comment: "synthetic",
});

const scanCells = (station: DemoStation, scan: DemoScan, scanId: string) => ({
  acq_id: scanId,
  acq_instrument: "zooscan",
  acq_sub_method: "motoda",
  acq_hardware: "synthetic",
  acq_scan_date: laterDate(station.date, station.scannedAfter),
  acq_scan_time: "101500",
  acq_min_mesh: scan.minMesh,
  acq_max_mesh: scan.maxMesh ?? "",
  acq_sub_part: scan.subPart,
  acq_scan_resolution: 2400,
  process_id: `process_${scanId}`,
  process_date: laterDate(station.date, station.scannedAfter),
  process_time: "111500",
  process_software: "nauplius_synthetic_1",
  process_img_resolution: 2400,
  process_particle_threshold: instruments.zooscan.threshold,
  process_particle_pixel_size_mm: Math.round(instruments.zooscan.pixelSize * 1000) / 1e6,
  process_particle_min_size_mm: 0.3,
});
