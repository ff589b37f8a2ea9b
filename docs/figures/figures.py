"""Three figures of a project from its Parquet export: how many of what, how large, and when.

    python3 figures.py PROJECT.parquet FOLDER      (needs pyarrow and matplotlib)

Writes taxa.svg, sizes.svg, time.svg, and the numbers behind them as CSV.
"""

import csv
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path

import matplotlib
import pyarrow.parquet as parquet

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402

source, folder = Path(sys.argv[1]), Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
names = set(parquet.read_schema(source).names)
wanted = ["object_annotation_category", "object_annotation_status", "object_date", "object_area", "sample_id", "sample_tot_vol", "acq_sub_part",
          "process_particle_pixel_size_mm"]
objects = parquet.read_table(source, columns=[name for name in wanted if name in names]).to_pylist()
# Only what a person decided on.
validated = [row for row in objects if row["object_annotation_status"] == "validated"]


def number(value):
    """A cell as a number; words and the codes of missing values are none."""
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return None if math.isnan(found) or found in (9999, 99999, 999999) else found


def save(name, head, rows, figure):
    with open(folder / f"{name}.csv", "w", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    figure.tight_layout()
    figure.savefig(folder / f"{name}.svg")
    plt.close(figure)


# 1. How many of what.
counts = Counter(row["object_annotation_category"] for row in validated).most_common(20)
figure, axes = plt.subplots()
axes.barh([taxon for taxon, _ in counts][::-1], [n for _, n in counts][::-1])
axes.set_xlabel("validated objects")
save("taxa", ["taxon", "n"], counts, figure)

# 2. How large: equivalent spherical diameter of the area, mm.
diameters = [
    2 * number(row.get("process_particle_pixel_size_mm")) * math.sqrt(number(row.get("object_area")) / math.pi)
    for row in validated
    if number(row.get("object_area")) is not None and number(row.get("process_particle_pixel_size_mm")) is not None
]
edges = [2 ** (k / 2) for k in range(-14, 14)]
sizes = Counter(next((low for low, high in zip(edges, edges[1:]) if low <= d < high), edges[-1]) for d in diameters)
figure, axes = plt.subplots()
axes.bar([low for low in sorted(sizes)], [sizes[low] for low in sorted(sizes)], width=[0.4 * low for low in sorted(sizes)], align="edge")
axes.set_xscale("log")
axes.set_xlabel("equivalent spherical diameter, mm")
axes.set_ylabel("validated objects")
save("sizes", ["esd_from_mm", "n"], [(f"{low:.6f}", sizes[low]) for low in sorted(sizes)], figure)

# 3. When: individuals a m3 of all validated objects of a sample, each standing for sub_part / volume.
samples = defaultdict(float)
dates = {}
missing = set()
for row in validated:
    sample = row["sample_id"]
    part, volume = number(row.get("acq_sub_part")), number(row.get("sample_tot_vol"))
    if part is None or not volume:
        missing.add(sample)
        continue
    samples[sample] += part / volume
    dates[sample] = str(row["object_date"])
known = sorted((dates[sample], sample, value) for sample, value in samples.items() if sample not in missing)
figure, axes = plt.subplots()
axes.plot([date for date, _, _ in known], [value for _, _, value in known], "o-")
axes.set_ylabel("individuals m$^{-3}$")
axes.tick_params(axis="x", rotation=60)
save("time", ["date", "sample", "individuals_m3"], [(date, sample, f"{value:.6f}") for date, sample, value in known], figure)
if missing:
    print(f"without volume or part, left out: {', '.join(sorted(missing))}")
