import { expect, test } from "vitest";
import { countXor, deadColumns, showsXor, xorBySoftware } from "./legacy.ts";

test("the version tells the writers that took ^ for a power", () => {
  expect(xorBySoftware("uvp5", "zooprocess_pid_to_ecotaxa_7.21_2015/02/11")).toEqual({
    suspicion: "sure",
    columns: ["centroids", "perimareaexc", "feretareaexc", "circex", "cdexc", "esd"],
  });
  expect(xorBySoftware("flowcam", "zooprocess_7.25").suspicion).toBe("possible");
  expect(xorBySoftware("uvp5", "zooprocess_pid_to_ecotaxa_7.37").suspicion).toBe("none");
  expect(xorBySoftware("zooscan", "zooprocess_7.19").suspicion).toBe("possible");
  expect(xorBySoftware("zooscan", "zooprocess_pid_to_ecotaxa_8.20_2024/01/19").suspicion).toBe("none");
  expect(xorBySoftware("uvp6", "zooprocess_7.19").suspicion).toBe("none");
  expect(xorBySoftware("uvp5", "something 7.2").suspicion).toBe("none");
});

const row = (perim: number, exc: number, ratio: number) => ({ "perim.": perim, area_exc: exc, perimareaexc: ratio });

test("the numbers tell as well, row by row", () => {
  const broken = [row(359.77, 1124, 360 / 1124), row(120.2, 300, 120 / 300), row(80, 99, 80 / 99)];
  const right = [row(359.77, 1124, 360 / Math.sqrt(1124)), row(120.2, 300, 120 / Math.sqrt(300))];
  expect(broken.map(showsXor)).toEqual([true, true, true]);
  expect(right.map(showsXor)).toEqual([false, false]);
  expect(countXor([...broken, ...right])).toEqual({ asked: 5, shown: 3 });
});

test("rows that cannot tell say nothing", () => {
  expect(countXor([])).toEqual({ asked: 0, shown: 0 });
  expect(showsXor(row(4, 1, 4))).toBeNull();
  expect(showsXor({ "perim.": null, area_exc: 30, perimareaexc: 1 })).toBeNull();
  expect(showsXor({ area_exc: 30 })).toBeNull();
});

test("a column is dead when it never changes", () => {
  expect(deadColumns({ nb3: [0, 0, 0], xmg5: [null, 0, Number.NaN, 0], area: [1, 2], one: [5, null], none: [null, null] })).toEqual([
    "nb3",
    "xmg5",
    "one",
  ]);
});
