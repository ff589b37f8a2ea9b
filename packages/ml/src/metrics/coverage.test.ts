import { expect, test } from "vitest";
import { classThresholds } from "./coverage.ts";

test("each class has the lowest score from which on it is right often enough, or none", () => {
  const rows = [
    { truth: 0, scores: [0.9, 0.1, 0] },
    { truth: 0, scores: [0.7, 0.3, 0] },
    { truth: 1, scores: [0.6, 0.4, 0] },
    { truth: 2, scores: [0.2, 0.8, 0] },
    { truth: 1, scores: [0.45, 0.55, 0] },
  ];
  const scores = {
    truth: Int32Array.from(rows, ({ truth }) => truth),
    probabilities: Float32Array.from(rows.flatMap((row) => row.scores)),
    classes: 3,
  };
  const [first, second, third] = classThresholds(scores, 0.9);
  expect(first).toBeCloseTo(0.7, 5);
  expect(second).toBeNull();
  expect(third).toBeNull();
  expect(classThresholds(scores, 0.5)[1]).toBeCloseTo(0.55, 5);
});
