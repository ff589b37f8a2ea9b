import { featureCatalogue } from "./catalogue.ts";

/** Who wrote the feature columns of a process: the same name means different things per writer. */
export const dialects = [
  "zooscan",
  "uvp5",
  "uvp6",
  "planktoscope",
  "ifcb",
  "flowcam",
  "plankline",
  "nauplius",
  "recomputed",
  "unknown",
] as const;
export type Dialect = (typeof dialects)[number];

/** What a writer means by a name: the catalogue's formula, another one, a constant (dead), or something wrong that a bug made. Where
 *  nothing is known of a column, or the writer does not have it, that is said too. */
export type Meaning =
  | { readonly is: "catalogue" }
  | { readonly is: "other"; readonly formula: string; readonly means: string }
  | { readonly is: "dead"; readonly means: string }
  | { readonly is: "wrong"; readonly means: string }
  | { readonly is: "absent" }
  | { readonly is: "unknown" };

type Names = Readonly<Record<string, Meaning>>;

type DialectDefinition = {
  readonly label: string;
  /** Names that deserve a word. */
  readonly names: Names;
  /** All others: of ZooProcess' set, and of the sane engine. */
  readonly zooprocess: "catalogue" | "unknown";
  readonly sane: "catalogue" | "absent" | "unknown";
};

const other = (formula: string, means: string): Meaning => ({ is: "other", formula, means });
const dead = (means: string): Meaning => ({ is: "dead", means });
const wrong = (means: string): Meaning => ({ is: "wrong", means });
const all = (names: readonly string[], meaning: Meaning): Names => Object.fromEntries(names.map((name) => [name, meaning]));

const complexity = ["compentropy", "compmean", "compslope", "compm1", "compm2", "compm3"];
const mirrors = ["symetrieh", "symetriev", "symetriehc", "symetrievc"];
const ofWhole = ["elongation", "centroids", "cv", "sr", "perimareaexc", "feretareaexc", "perimferet", "perimmajor", "circex", "cdexc"];

/** Columns that a writer computes from the numbers as they are, where the catalogue has ZooScan's whole numbers. */
const unrounded = (names: readonly string[]): Names =>
  Object.fromEntries(
    names.map((name) => [name, other(`${name}-of-numbers`, "the catalogue's formula, of numbers that are not rounded first")]),
  );

const fromOther = (...of: string[]): Meaning =>
  other(`of-other-${of.join("-")}`, `the catalogue's formula, of another ${of.join(" and ")}`);

const deadInZooprocess8: Names = {
  ...all(["xmg5", "ymg5"], dead("0 since ZooProcess 8; 7.x has values")),
  ...all(complexity, dead("never filled")),
};

export const dialectDefinitions: Readonly<Record<Dialect, DialectDefinition>> = {
  zooscan: {
    label: "ZooScan (ZooProcess)",
    names: {
      ...deadInZooprocess8,
      nb3: dead("a bug of ZooProcess 8 writes 0"),
      ...all(["nb3_area", "nb3_range"], dead("of nb3, which is 0")),
    },
    zooprocess: "catalogue",
    sane: "absent",
  },
  uvp5: {
    label: "UVP5 (ZooProcess)",
    names: {
      ...deadInZooprocess8,
      ...unrounded(ofWhole),
      nb1: other("dark-parts-1-any", "parts of any size, those at the edge kept"),
      nb2: other("dark-parts-2-any", "parts of any size, those at the edge kept"),
      nb3: other("dark-parts-3-any", "parts of any size, those at the edge kept"),
      ...all(["nb1_area", "nb2_area", "nb3_area", "nb1_range", "nb2_range", "nb3_range"], fromOther("nb")),
      ...all(
        ["area_exc", "%area"],
        other("solid-or-holes", "object or hole pixels: the manual says the holes, the writer's formula the object"),
      ),
      ...all(["perimareaexc", "feretareaexc", "circex", "cdexc"], fromOther("area_exc")),
    },
    zooprocess: "catalogue",
    sane: "absent",
  },
  uvp6: {
    label: "UVP6 (UVPapp)",
    names: {
      ...unrounded(["elongation", "cv", "sr"]),
      area_exc: other("hole-area", "hole pixels, often 0"),
      "%area": other("solid-percent", "object pixels of 100 pixels of F; 100 is no hole"),
      "perim.": other("open-contour", "simplified contour through the centres of the border pixels (OpenCV), its last piece missing"),
      feret: other("enclosing-circle", "diameter of the smallest circle around the pixel centres"),
      convperim: other("box-outline", "2 (width + height) - 4"),
      convarea: other("hull-fill", "pixels of a filled hull, within 3 of OpenCV's"),
      skelarea: other("skeleton-2013", "pixels of the skeleton, by ImageJ's tables since 2013"),
      x: other("crop-centroid-x", "mean column of F in the crop, which is three boxes wide"),
      y: other("crop-centroid-y", "mean row of F in the crop, which is three boxes high"),
      xm: other("crop-centroid-x-half", "x - 0.5, not weighted with the greys"),
      ym: other("crop-centroid-y-half", "y - 0.5, not weighted with the greys"),
      ...all(["nb1", "nb2", "nb3"], other("dark-parts-any", "parts of any size, at other cumulative greys")),
      histcum1: other("cumulative-25-whole", "largest grey with fewer than floor(n / 4) pixels of O up to it"),
      histcum2: other("cumulative-50-whole", "largest grey with fewer than floor(n / 2) pixels of O up to it"),
      histcum3: other("cumulative-75-whole", "largest grey with fewer than floor(3 n / 4) pixels of O up to it"),
      "circ.": fromOther("perim."),
      ...all(["perimareaexc", "circex"], fromOther("perim.", "area_exc")),
      feretareaexc: fromOther("feret", "area_exc"),
      perimferet: fromOther("perim.", "feret"),
      perimmajor: fromOther("perim."),
      convperim_perim: fromOther("convperim", "perim."),
      convarea_area: fromOther("convarea"),
      skeleton_area: fromOther("skelarea"),
      ...all(["nb1_area", "nb2_area", "nb3_area", "nb1_range", "nb2_range", "nb3_range"], fromOther("nb")),
      ...all(
        [...mirrors, "symetrieh_area", "symetriev_area", "fractal", "fcons", "thickr"],
        other("uvpapp", "UVPapp's own, not published"),
      ),
    },
    zooprocess: "catalogue",
    sane: "absent",
  },
  planktoscope: {
    label: "PlanktoScope (MorphoCut)",
    names: {
      ...all(["width", "height", "bx", "by"], { is: "catalogue" }),
      area: other("filled-area-8", "pixels with holes filled, ground 8-connected: fewer holes"),
      area_exc: { is: "catalogue" },
      "%area": other("hole-share", "holes, of 1"),
      "perim.": other("border-4-perimeter", "scikit-image perimeter of the mask with its holes"),
      major: other("moment-axis-major", "4 sqrt(eigenvalue), pixels as points, not scaled to the area"),
      minor: other("moment-axis-minor", "4 sqrt(eigenvalue), pixels as points, not scaled to the area"),
      convarea: other("hull-lattice", "pixels of scikit-image's convex hull image"),
      ...all(["x", "y", "xm", "ym"], other("frame-centroid", "in the frame, not in the box")),
      perimareaexc: other("perimeter-per-area", "perim. / area_exc, without the root"),
      "circ.": fromOther("perim.", "area"),
      ...all(["feret", "convperim", "nb1", "nb2", "nb3", "stddev", "fractal"], { is: "absent" }),
    },
    zooprocess: "unknown",
    sane: "unknown",
  },
  plankline: {
    label: "ISIIS (Plankline)",
    names: { area: wrong("the area of the bounding box"), "perim.": wrong("height + 2 width") },
    zooprocess: "unknown",
    sane: "unknown",
  },
  ifcb: { label: "IFCB", names: {}, zooprocess: "unknown", sane: "unknown" },
  flowcam: { label: "FlowCam (VisualSpreadsheet)", names: {}, zooprocess: "unknown", sane: "unknown" },
  nauplius: {
    label: "Nauplius, from the frames",
    names: { ...deadInZooprocess8, nb3: dead("0, as ZooProcess 8 writes it") },
    zooprocess: "catalogue",
    sane: "catalogue",
  },
  recomputed: {
    label: "Nauplius, from the vignettes",
    names: { ...deadInZooprocess8, nb3: dead("0, as ZooProcess 8 writes it") },
    zooprocess: "catalogue",
    sane: "catalogue",
  },
  unknown: { label: "unknown", names: {}, zooprocess: "unknown", sane: "unknown" },
};

const saneOnly = new Set(featureCatalogue.filter((f) => !f.engines.includes("compat")).map((f) => f.name));

/** What a dialect means by a name of the catalogue. */
export function meaningOf(dialect: Dialect, name: string): Meaning {
  const definition = dialectDefinitions[dialect];
  return definition.names[name] ?? { is: saneOnly.has(name) ? definition.sane : definition.zooprocess };
}
