import { expect, test } from "vitest";
import { sampleBeside } from "./samples.ts";

const samples = [{ id: 7 }, { id: 3 }, { id: 9 }];
const filter = (...ids: number[]) => ({ samples: ids as never });

test("from the sample that is filtered, one on or back in the order of the list, and no further than its ends", () => {
  expect(sampleBeside(samples, filter(7), 9, 1)).toEqual({ id: 3 });
  expect(sampleBeside(samples, filter(3), null, -1)).toEqual({ id: 7 });
  expect(sampleBeside(samples, filter(9), null, 1)).toBeNull();
  expect(sampleBeside(samples, filter(7), null, -1)).toBeNull();
});

test("without a filter, from the sample of the tile under the cursor; without either, the list begins", () => {
  expect(sampleBeside(samples, {}, 3, 1)).toEqual({ id: 9 });
  expect(sampleBeside(samples, {}, null, 1)).toEqual({ id: 7 });
  expect(sampleBeside(samples, {}, null, -1)).toEqual({ id: 9 });
  expect(sampleBeside([], {}, null, 1)).toBeNull();
});

test("of several filtered ones, from that of the tile under the cursor", () => {
  expect(sampleBeside(samples, filter(7, 9), 7, 1)).toEqual({ id: 3 });
});
