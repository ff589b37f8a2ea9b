import { type Feature, type FeatureEngineName, features } from "./feature.ts";

const both: readonly FeatureEngineName[] = ["compat", "sane"];
const compat: readonly FeatureEngineName[] = ["compat"];
const [imagej, zooprocess] = ["ImageJ 1.41o", "ZooProcess 8 over ImageJ 1.41o"];

/** Measured columns of ZooProcess, in the order of EcoTaxa tables. */
export const zooprocessFeatures: readonly Feature[] = [
  ...features("px²", "geometry", imagej, both, [["area", "filled-area", "pixels of F"]]),
  ...features("grey", "grey", imagej, both, [
    ["mean", "mean", "mean grey over F"],
    ["stddev", "sample-deviation", "standard deviation of the greys over F, n - 1"],
    ["mode", "mode", "lowest grey of the highest count over F"],
    ["min", "min", "lowest grey over F"],
    ["max", "max", "highest grey over F"],
  ]),
  ...features("px", "position", imagej, both, [
    ["x", "centroid-x", "mean column of F from the box's left edge, pixel centres at halves"],
    ["y", "centroid-y", "mean row of F from the box's upper edge, pixel centres at halves"],
  ]),
  ...features("px", "position", imagej, compat, [
    ["xm", "grey-centroid-x", "the same weighted with the greys: bright pixels pull"],
    ["ym", "grey-centroid-y", "the same weighted with the greys: bright pixels pull"],
  ]),
  ...features("px", "geometry", imagej, compat, [
    ["perim.", "traced-perimeter", "crack outline of F, 2 - sqrt 2 off for each corner that does not only continue a staircase"],
  ]),
  ...features("px", "position", imagej, both, [
    ["bx", "box-x", "left column of the bounding box of F in its frame"],
    ["by", "box-y", "upper row of the bounding box of F in its frame"],
  ]),
  ...features("px", "geometry", imagej, both, [
    ["width", "box-width", "columns of the bounding box of F"],
    ["height", "box-height", "rows of the bounding box of F"],
    ["major", "equal-area-major", "long axis of the ellipse with the second moments of F (pixels as squares) and its area"],
    ["minor", "equal-area-minor", "short axis of that ellipse"],
  ]),
  ...features("degree", "geometry", imagej, both, [
    ["angle", "ellipse-angle", "of the long axis, counter-clockwise from x, y upwards, 0 to 180"],
  ]),
  ...features("1", "geometry", imagej, compat, [["circ.", "traced-circularity", "4 pi area / perim.², not capped at 1"]]),
  ...features("px", "geometry", imagej, both, [["feret", "corner-feret", "largest distance between pixel corners of F"]]),
  ...features("grey", "grey", imagej, both, [
    ["intden", "grey-sum", "sum of the greys over F"],
    ["median", "integer-median", "first grey whose cumulative count over F exceeds half"],
  ]),
  ...features("1", "grey", imagej, both, [
    ["skew", "population-skewness", "skewness g1 of the greys over F"],
    ["kurt", "population-kurtosis", "excess kurtosis g2 of the greys over F"],
  ]),
  ...features("%", "geometry", imagej, both, [["%area", "hole-percent", "holes, of 100 pixels of F"]]),
  ...features("px", "position", imagej, compat, [
    ["xstart", "start-x", "column of the first pixel of the top row, in its frame"],
    ["ystart", "start-y", "the top row, in its frame"],
  ]),
  ...features("px²", "geometry", zooprocess, both, [["area_exc", "solid-area", "pixels of O"]]),
  ...features("1", "geometry", "Berube & Jebrak 1999, as in ZooProcess 8", compat, [
    [
      "fractal",
      "chamfer-sausage",
      "2 - sd(log area) / sd(log 2r) of the sausages around the outline of O, chamfer 41/58/92, 26 radii to 45 px",
    ],
  ]),
  ...features("px²", "geometry", imagej, compat, [["skelarea", "skeleton-1.41o", "pixels of the skeleton of O, thinned by tables"]]),
  ...features("1", "texture", zooprocess, compat, [
    ["slope", "histogram-slope", "standard deviation of the counts of greys 0..254 in O / 73.757"],
  ]),
  ...features("grey", "texture", zooprocess, compat, [
    ["histcum1", "cumulative-25", "largest grey with a cumulative share in O under 0.25"],
    ["histcum2", "cumulative-50", "largest grey with a cumulative share in O under 0.50"],
    ["histcum3", "cumulative-75", "largest grey with a cumulative share in O under 0.75, then up to the next that occurs"],
  ]),
  ...features("px", "dead", zooprocess, compat, [
    ["xmg5", "grey-centroid-5-x", "grey centroid after gamma 5; always 0 since 8.x"],
    ["ymg5", "grey-centroid-5-y", "grey centroid after gamma 5; always 0 since 8.x"],
  ]),
  ...features("1", "texture", zooprocess, compat, [
    ["nb1", "dark-parts-1", "parts of 5 px or more of O at most histcum1, after one 3 x 3 erosion"],
    ["nb2", "dark-parts-2", "the same at histcum2"],
    ["nb3", "dark-parts-3", "the same at histcum3; always 0 in 8.x"],
  ]),
  ...features("1", "dead", zooprocess, compat, [
    ["compentropy", "complexity-entropy", "of the complexity curve; never filled, always 0"],
    ["compmean", "complexity-mean", "of the complexity curve; never filled, always 0"],
    ["compslope", "complexity-slope", "of the complexity curve; never filled, always 0"],
    ["compm1", "complexity-m1", "of the complexity curve; never filled, always 0"],
    ["compm2", "complexity-m2", "of the complexity curve; never filled, always 0"],
    ["compm3", "complexity-m3", "of the complexity curve; never filled, always 0"],
  ]),
  ...features("1", "texture", zooprocess, compat, [
    ["symetrieh", "mirror-count-h", "half the pixels equal to their mirror along the long axis, ground included, over the area of F"],
    ["symetriev", "mirror-count-v", "the same across the long axis, against a black-and-white mirror"],
    ["symetriehc", "mirror-count-hc", "symetrieh of O at most histcum3"],
    ["symetrievc", "mirror-count-vc", "symetriev of O at most histcum3"],
  ]),
  ...features("px", "geometry", "Convex Hull Plus, as in ZooProcess 8", compat, [
    ["convperim", "hull-raster-outline", "pixels on the outline of the filled raster of the hull of pixel centres"],
  ]),
  ...features("px²", "geometry", "Convex Hull Plus, as in ZooProcess 8", compat, [
    ["convarea", "hull-raster", "pixels of the filled raster of the hull of pixel centres, and of F"],
  ]),
  ...features("1", "texture", zooprocess, compat, [
    ["fcons", "contrast-of-three", "running contrast of three greys of O against their eight neighbours"],
    ["thickr", "thickness-ratio", "largest over mean thickness across the long axis, a column every 0.1 mm"],
    ["tag", "tag", "1; 3 where width / height is 40 or more, and the columns after area_exc are 0"],
  ]),
];
