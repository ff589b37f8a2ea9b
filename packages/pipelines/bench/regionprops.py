"""Labels crops and measures their largest object with scikit-image: what the sane engine is compared with.

Argument: a file of crops, each as width, height and threshold (16 bits, little endian) and then its greys, object dark.
Prints objects, and seconds of processor, as JSON."""

import json
import sys
import time

import numpy as np
from skimage import __version__
from skimage.measure import label, regionprops_table

PROPERTIES = (
    "area", "area_bbox", "area_convex", "area_filled", "axis_major_length", "axis_minor_length", "bbox", "centroid", "eccentricity",
    "equivalent_diameter_area", "euler_number", "extent", "feret_diameter_max", "intensity_max", "intensity_mean", "intensity_min",
    "moments_hu", "orientation", "perimeter_crofton", "solidity",
)


def crops(path):
    data = np.fromfile(path, dtype=np.uint8)
    at = 0
    while at < data.size:
        width, height, threshold = data[at : at + 6].view("<u2")
        at += 6
        size = int(width) * int(height)
        yield data[at : at + size].reshape(int(height), int(width)), threshold
        at += size


objects = 0
loaded = list(crops(sys.argv[1]))
start = time.process_time()
for grey, threshold in loaded:
    labels = label(grey <= threshold, connectivity=2)
    counts = np.bincount(labels.ravel())
    if counts.size < 2:
        continue
    largest = (labels == 1 + counts[1:].argmax()).astype(np.uint8)
    regionprops_table(largest, intensity_image=grey, properties=PROPERTIES)
    objects += 1
print(json.dumps({"objects": objects, "seconds": time.process_time() - start, "version": __version__}))
