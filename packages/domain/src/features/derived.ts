import { type Feature, features } from "./feature.ts";

const zooscan = "ZooProcess 8 (ZooScan writer)";
const uvp = "UVP and generic writers of ZooProcess, UVPapp";

/** Columns computed from measured ones. ZooScan's writer feeds them with whole numbers (half up), and the formulas here say so; UVPapp
 *  takes the numbers as they are. */
export const derivedFeatures: readonly Feature[] = [
  ...features("px", "derived", zooscan, ["compat", "sane"], [["esd", "equivalent-diameter", "2 sqrt(area / pi)"]]),
  ...features("1", "derived", zooscan, ["compat"], [["elongation", "elongation-whole", "major / minor, of whole numbers"]]),
  ...features("grey", "derived", zooscan, ["compat", "sane"], [["range", "grey-range", "max - min"]]),
  ...features("1", "derived", zooscan, ["compat", "sane"], [["meanpos", "mean-position", "(mean - max) / (mean - min)"]]),
  ...features("px", "derived", zooscan, ["compat"], [["centroids", "centroid-distance-whole", "hypot(xm - x, ym - y), of whole numbers"]]),
  ...features(
    "%",
    "derived",
    zooscan,
    ["compat"],
    [
      ["cv", "variation-whole", "100 stddev / mean, of a whole stddev"],
      ["sr", "deviation-of-range-whole", "100 stddev / range, of a whole stddev"],
    ],
  ),
  ...features(
    "1",
    "derived",
    zooscan,
    ["compat"],
    [
      ["perimareaexc", "perimeter-per-solid-whole", "perim. / sqrt(area_exc), of whole numbers"],
      ["feretareaexc", "feret-per-solid-whole", "feret / sqrt(area_exc), of whole numbers"],
      ["perimferet", "perimeter-per-feret-whole", "perim. / feret, of whole numbers"],
      ["perimmajor", "perimeter-per-major-whole", "perim. / major, of whole numbers"],
      ["circex", "solid-circularity-whole", "4 pi area_exc / perim.², of whole numbers"],
      ["cdexc", "centroids-per-solid-whole", "centroids / sqrt(area_exc), of whole numbers"],
    ],
  ),
  ...features(
    "1",
    "derived",
    uvp,
    ["compat"],
    [
      ["kurt_mean", "kurt-per-mean", "kurt / mean"],
      ["skew_mean", "skew-per-mean", "skew / mean"],
      ["convperim_perim", "convperim-per-perim", "convperim / perim."],
      ["convarea_area", "convarea-per-area", "convarea / area"],
      ["symetrieh_area", "symetrieh-per-area", "symetrieh / area"],
      ["symetriev_area", "symetriev-per-area", "symetriev / area"],
      ["nb1_area", "nb1-per-area", "nb1 / area"],
      ["nb2_area", "nb2-per-area", "nb2 / area"],
      ["nb3_area", "nb3-per-area", "nb3 / area"],
      ["nb1_range", "nb1-per-range", "nb1 / range"],
      ["nb2_range", "nb2-per-range", "nb2 / range"],
      ["nb3_range", "nb3-per-range", "nb3 / range"],
      ["median_mean", "median-less-mean", "median - mean"],
      ["median_mean_range", "median-less-mean-per-range", "(median - mean) / range"],
      ["skeleton_area", "skeleton-per-area", "skelarea / area"],
    ],
  ),
];
