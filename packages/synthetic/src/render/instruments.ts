/** How an imaging system turns optical depth into grey levels, and where its software puts the threshold. */
export type Instrument = {
  readonly name: "zooscan" | "uvp" | "isiis";
  /** Edge of a pixel, um. */
  readonly pixelSize: number;
  readonly background: number;
  /** "dark": object where grey <= threshold; "bright": object where grey > threshold. */
  readonly sense: "dark" | "bright";
  readonly threshold: number;
  /** Weights of tissue and of its edges: transmitted light absorbs, shadowgraphs and side light show edges. */
  readonly tissue: number;
  readonly edges: number;
  /** Optical blur of an object in focus and of a poor one, standard deviation in pixels. */
  readonly focus: readonly [sharp: number, soft: number];
  /** Standard deviation of sensor noise, grey levels, on tissue. */
  readonly noise: number;
  /** Noise that grows with the contrast: share of the distance from the ground. */
  readonly speckle: number;
  /** Strength of the first diffraction ring (line-scan shadowgraph). */
  readonly rings: number;
  /** Smallest object the instrument keeps: length and mask area in pixels. */
  readonly minLength: number;
  readonly minArea: number;
};

/** 2400 dpi, ZooProcess threshold 243, minimum ESD 0.3 mm. */
const zooscan: Instrument = {
  name: "zooscan",
  pixelSize: 25400 / 2400,
  background: 255,
  sense: "dark",
  threshold: 243,
  tissue: 1,
  edges: 0.75,
  focus: [0.6, 1.3],
  noise: 2,
  speckle: 0,
  rings: 0,
  minLength: 40,
  minArea: 631,
};

/** UVP6: dark field, bright object, native threshold 21. */
const uvp: Instrument = {
  name: "uvp",
  pixelSize: 73,
  background: 5,
  sense: "bright",
  threshold: 21,
  tissue: 1.5,
  edges: 1.6,
  focus: [0.45, 0.8],
  noise: 3,
  speckle: 0.11,
  rings: 0,
  minLength: 20,
  minArea: 60,
};

/** ISIIS: line-scan shadowgraph on a light ground, 51.3 um pixels. */
const isiis: Instrument = {
  name: "isiis",
  pixelSize: 51.3,
  background: 205,
  sense: "dark",
  threshold: 170,
  tissue: 0.8,
  edges: 1.5,
  focus: [0.45, 1.2],
  noise: 4,
  speckle: 0.03,
  rings: 0.35,
  minLength: 26,
  minArea: 120,
};

export const instruments = { zooscan, uvp, isiis } as const;
export type InstrumentName = keyof typeof instruments;

export const isObject = ({ sense, threshold }: Instrument, grey: number): boolean =>
  sense === "dark" ? grey <= threshold : grey > threshold;

/** Grey levels closer to the threshold than this are moved away, so that noise never changes a mask. */
const guard = 3;

/** The grey level kept on its side of the threshold, with the guard between. */
export const kept = ({ sense, threshold, background }: Instrument, object: boolean, grey: number): number => {
  const v = grey < 0 ? 0 : Math.min(grey, 255);
  if (sense === "dark") {
    if (object) return Math.min(v, threshold - guard);
    return v <= threshold ? Math.min(background, threshold + 2 * guard) : v <= threshold + guard ? threshold + guard + 1 : v;
  }
  if (object) return v <= threshold + guard ? threshold + guard + 1 : v;
  return v > threshold ? Math.max(background, threshold - 2 * guard) : Math.min(v, threshold - guard);
};

/** Steps per unit of optical depth in the tone table: finer than a grey level everywhere. */
const steps = 1024;
const deepest = 4;
const brightest = 0.5;

const toneTable = ({ sense, background }: Instrument): Uint8Array =>
  Uint8Array.from({ length: (deepest + brightest) * steps }, (_, k) => {
    const light = Math.exp(brightest - k / steps);
    const grey = sense === "dark" ? Math.max(12, background * light) : background + (250 - background) * (1 - light);
    return Math.min(255, Math.max(0, Math.round(grey)));
  });

const tables = new Map<Instrument, Uint8Array>(Object.values(instruments).map((i) => [i, toneTable(i)]));

/** Grey level without noise of an optical depth; below 0 there is more light than on the ground. */
export const toneOf = (instrument: Instrument): ((depth: number) => number) => {
  const table = tables.get(instrument) ?? toneTable(instrument);
  const last = table.length - 1;
  return (depth) => {
    const k = Math.round((depth + brightest) * steps);
    return table[k < 0 ? 0 : Math.min(k, last)];
  };
};
