import { createGraph, encodeModel, input, output, relu, toModel } from "@nauplius/ml";
import { expect, test } from "vitest";
import { openSession, openSessionOn } from "./runtime.ts";

const graph = createGraph();
output(graph, "y", relu(graph, input(graph, "x", ["n"])));
const model = encodeModel(toModel(graph, "relu"));
const feeds = { x: { data: Float32Array.of(-1, 2), dims: [2] } };

test("opening and running a model leaves the arithmetic of the thread as it was", async () => {
  const run = await openSession(model, 1);
  await run(feeds);
  // Smaller than any normal number: 0 where subnormal numbers are flushed.
  const small = Number.MIN_VALUE * 4;
  expect([1e-310, small].map((value) => value / 2 > 0)).toEqual([true, true]);
});

test.each(["cuda", "webgpu"] as const)("where %s is not there a sentence says so, and the CPU runs the model", async (provider) => {
  const session = await openSessionOn(model, { threads: 1, provider });
  expect(await session.run(feeds)).toEqual({ y: Float32Array.of(0, 2) });
  if (session.provider === provider) return expect(session.notice).toBeNull();
  expect(session.notice).toMatch(new RegExp(`^${provider} was asked for and is not there \\([^/\\n]+\\): running on the CPU$`));
});
