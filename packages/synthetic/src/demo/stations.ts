import type { Mix } from "../taxa/mix.ts";

/** Shares of the objects in each state; the rest is unclassified. */
export type Progress = { readonly validated: number; readonly predicted: number; readonly dubious: number };

/** One imaging run: a size fraction of a sample, of which one part in `subPart` was scanned. */
export type DemoScan = {
  readonly fraction: "tot" | "d1" | "d2";
  readonly minMesh: number;
  /** null: open upwards */
  readonly maxMesh: number | null;
  readonly subPart: number;
  readonly objects: number;
  /** Body lengths in this fraction, mm. */
  readonly shortest: number;
  readonly longest: number;
};

export type DemoStation = {
  readonly sample: string;
  readonly station: string;
  readonly latitude: number;
  readonly longitude: number;
  /** UTC */
  readonly date: string;
  readonly time: string;
  readonly zmin: number;
  readonly zmax: number;
  readonly bottom: number;
  readonly towType: "vertical" | "multinet";
  /** What this season or depth has more of (factors on the coastal mix). */
  readonly more: Mix;
  readonly progress: Progress;
  readonly scans: readonly DemoScan[];
  /** Days from the tow to the scan. */
  readonly scannedAfter: number;
};

const whole = (objects: number, subPart: number): DemoScan => ({
  fraction: "tot",
  minMesh: 200,
  maxMesh: null,
  subPart,
  objects,
  shortest: 0,
  longest: 99,
});

const winter: Mix = {
  Calanoida: 1.4,
  Oithonidae: 1.6,
  Cladocera: 0,
  Doliolida: 0.1,
  "zoea<Brachyura": 0.1,
  "egg<Actinopterygii": 0.3,
  Acantharea: 0.4,
  Collodaria: 1.5,
  "Noctiluca scintillans": 0.2,
};
const spring: Mix = {
  Calanoida: 1.2,
  Oikopleuridae: 2,
  "chain<Bacillariophyceae": 7,
  "nauplii<Crustacea": 3,
  "egg<Actinopterygii": 2.5,
  "pluteus<Echinodermata": 2.5,
  Polychaeta: 1.8,
  "Noctiluca scintillans": 4,
  Cladocera: 0.5,
};
const summer: Mix = {
  Cladocera: 5,
  Doliolida: 4,
  Hydrozoa: 2,
  Diphyidae: 1.6,
  "zoea<Brachyura": 2.5,
  Acantharea: 2,
  Limacinidae: 1.6,
  Oithonidae: 1.4,
  Calanoida: 0.6,
};
const night: Mix = { Euphausiacea: 7, Hyperiidea: 3, Ostracoda: 1.8, Calanoida: 1.2, Actinopterygii: 2, Chaetognatha: 1.3, Cladocera: 0.2 };
const deep: Mix = {
  Ostracoda: 5,
  Chaetognatha: 2,
  Collodaria: 2,
  Acantharea: 1.5,
  detritus: 2.2,
  feces: 2,
  Cladocera: 0,
  Oikopleuridae: 0.3,
  "chain<Bacillariophyceae": 0.1,
  "nauplii<Crustacea": 0.2,
  Limacinidae: 0.4,
  "zoea<Brachyura": 0.1,
  "egg<Actinopterygii": 0.1,
};

const coast = { station: "point_b", latitude: 43.685, longitude: 7.3157, zmin: 0, zmax: 75, bottom: 85, towType: "vertical" as const };

/** Net opening of a WP2, m2: with the haul's length it gives the filtered volume. */
export const netSurface = 0.25;
export const filteredVolume = ({ zmin, zmax }: DemoStation): number => netSurface * (zmax - zmin);

export const demoStations: readonly DemoStation[] = [
  {
    ...coast,
    sample: "syn_ptb_20230117",
    date: "20230117",
    time: "083500",
    more: winter,
    progress: { validated: 0.95, predicted: 0, dubious: 0.05 },
    scans: [whole(92, 8)],
    scannedAfter: 20,
  },
  {
    ...coast,
    sample: "syn_ptb_20230419",
    date: "20230419",
    time: "074200",
    more: spring,
    progress: { validated: 0.72, predicted: 0.21, dubious: 0.05 },
    scans: [whole(138, 32)],
    scannedAfter: 14,
  },
  {
    ...coast,
    sample: "syn_ptb_20230801",
    date: "20230801",
    time: "071000",
    more: summer,
    progress: { validated: 0.42, predicted: 0.5, dubious: 0.04 },
    scans: [whole(126, 16)],
    scannedAfter: 31,
  },
  {
    ...{ sample: "syn_lig_st02", station: "st02", latitude: 43.5583, longitude: 7.5117, date: "20230512", time: "102000" },
    ...{ zmin: 0, zmax: 200, bottom: 1540, towType: "vertical" as const, more: spring, scannedAfter: 40 },
    ...{ progress: { validated: 0.3, predicted: 0.62, dubious: 0.03 }, scans: [whole(104, 16)] },
  },
  {
    ...{ sample: "syn_lig_st05", station: "st05", latitude: 43.4133, longitude: 7.8683, date: "20230512", time: "221500" },
    ...{ zmin: 0, zmax: 200, bottom: 2350, towType: "vertical" as const, more: night, scannedAfter: 41 },
    progress: { validated: 0.12, predicted: 0.82, dubious: 0.02 },
    scans: [
      { fraction: "d1", minMesh: 1000, maxMesh: null, subPart: 2, objects: 48, shortest: 1.6, longest: 99 },
      { fraction: "d2", minMesh: 200, maxMesh: 1000, subPart: 16, objects: 84, shortest: 0, longest: 2.4 },
    ],
  },
  {
    ...{ sample: "syn_lig_st08_n1", station: "st08", latitude: 43.1017, longitude: 8.2417, date: "20230513", time: "113000" },
    ...{ zmin: 0, zmax: 100, bottom: 2610, towType: "multinet" as const, more: spring, scannedAfter: 47 },
    ...{ progress: { validated: 0, predicted: 0.97, dubious: 0 }, scans: [whole(112, 8)] },
  },
  {
    ...{ sample: "syn_lig_st08_n2", station: "st08", latitude: 43.1017, longitude: 8.2417, date: "20230513", time: "115500" },
    ...{ zmin: 100, zmax: 500, bottom: 2610, towType: "multinet" as const, more: deep, scannedAfter: 48 },
    ...{ progress: { validated: 0, predicted: 0, dubious: 0 }, scans: [whole(96, 4)] },
  },
];
