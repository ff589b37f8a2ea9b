import { type Feature, features } from "./feature.ts";

const sane = ["sane"] as const;

/** What the sane engine adds to the columns that both engines have. Numbers are as they are, nothing is rounded before it is used. */
export const saneFeatures: readonly Feature[] = [
  ...features("px", "geometry", "Crofton; Lehmann & Legland 2012, Insight Journal", sane, [
    ["perimeter", "crofton-4", "outline of F by Crofton's formula in four directions"],
  ]),
  ...features("1", "geometry", "Cox 1927", sane, [["circularity", "crofton-circularity", "4 pi area / perimeter²; about 1 for a disc"]]),
  ...features("px", "geometry", "rotating calipers, Toussaint 1983", sane, [
    ["feret_min", "corner-feret-min", "smallest width between two parallel lines that hold the pixel corners of F"],
  ]),
  ...features("px", "geometry", "scikit-image regionprops", sane, [
    ["axis_major", "moment-axis-major", "4 sqrt(larger eigenvalue) of the covariance of the pixel centres of F"],
    ["axis_minor", "moment-axis-minor", "4 sqrt(smaller eigenvalue) of the covariance of the pixel centres of F"],
  ]),
  ...features("1", "geometry", "scikit-image regionprops", sane, [
    ["eccentricity", "moment-eccentricity", "sqrt(1 - smaller / larger eigenvalue)"],
    ["aspect", "equal-area-aspect", "major / minor"],
    ["extent", "extent", "area / (width * height)"],
  ]),
  ...features("px²", "geometry", "scikit-image convex_hull_image", sane, [
    ["area_convex", "hull-lattice", "pixel centres within the hull of the middles of the pixel edges of F"],
  ]),
  ...features("1", "geometry", "scikit-image regionprops", sane, [
    ["solidity", "solidity", "area / area_convex"],
    ["euler", "euler-8", "objects less holes of O, 8-connected"],
  ]),
  ...features("1", "geometry", "ISO 9276-6", sane, [
    ["convexity", "convexity", "perimeter of the convex hull of F by the same formula / perimeter; 1 is convex"],
  ]),
  ...features(
    "1",
    "geometry",
    "Hu 1962, IRE Trans. Inf. Theory 8:179",
    sane,
    [1, 2, 3, 4, 5, 6, 7].map((k) => [`hu${k}`, `hu-${k}`, `invariant ${k} of the normalised central moments of F`] as const),
  ),
  ...features("1", "geometry", "intersection over union", sane, [
    ["symmetry_long", "mirror-iou-long", "of F and its mirror across the long axis; 1 is symmetric"],
    ["symmetry_short", "mirror-iou-short", "of F and its mirror across the short axis; 1 is symmetric"],
  ]),
  ...features("px", "geometry", "exact Euclidean distances, Meijster 2000", sane, [
    ["thickness_max", "thickness-max", "diameter of the largest disc within O"],
    ["thickness_mean", "thickness-mean", "mean diameter of the discs within O around its skeleton"],
  ]),
  ...features("px", "geometry", "thinning as ImageJ's today", sane, [
    ["skeleton_length", "skeleton-length", "pixels of the skeleton of O"],
  ]),
  ...features("1", "geometry", "thinning as ImageJ's today", sane, [
    ["skeleton_ends", "skeleton-ends", "skeleton pixels with a single neighbour: limbs, antennae"],
  ]),
  ...features("1", "geometry", "Minkowski; Berube & Jebrak 1999", sane, [
    [
      "fractal_edt",
      "euclidean-sausage",
      "2 - sd(log area) / sd(log 2r) of the sausages around the outline of O, exact distances, 26 radii to 45 px",
    ],
  ]),
  ...features("px", "grey", "moments", sane, [
    ["centroid_shift", "darkness-shift", "distance between the centroid of F and that weighted with darkness (255 - grey)"],
  ]),
  ...features("%", "grey", "Pearson", sane, [["variation", "variation", "100 stddev / mean"]]),
  ...features("grey", "grey", "quantiles", sane, [
    ["grey_q25", "grey-quantile-25", "first grey whose cumulative count over F exceeds a quarter"],
    ["grey_q75", "grey-quantile-75", "first grey whose cumulative count over F exceeds three quarters"],
  ]),
  ...features("1", "texture", "Shannon 1948", sane, [["grey_entropy", "grey-entropy", "entropy of the greys over F, bits"]]),
  ...features("1", "texture", "Pech-Pacheco 2000, ICPR", sane, [
    ["sharpness", "laplacian-variance", "variance of the Laplacian (four neighbours) over F, grey²"],
  ]),
  ...features("grey", "texture", "Sobel", sane, [
    ["edge_gradient", "edge-gradient", "mean slope of the grey on the outline pixels of F, greys a pixel"],
  ]),
  ...features("1", "texture", "Haralick 1973, IEEE SMC 3:610", sane, [
    ["texture_contrast", "glcm-contrast", "of pairs of neighbours in F, 16 levels, four directions together"],
    ["texture_correlation", "glcm-correlation", "the same"],
    ["texture_energy", "glcm-energy", "the same: sum of squares"],
    ["texture_homogeneity", "glcm-homogeneity", "the same: sum of p / (1 + difference²)"],
    ["texture_entropy", "glcm-entropy", "the same, bits"],
  ]),
];
