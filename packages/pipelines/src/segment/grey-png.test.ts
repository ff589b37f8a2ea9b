import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeGrey } from "../vignette/decode.ts";
import { inspectImage } from "../vignette/inspect.ts";
import { defaultLimits } from "../vignette/types.ts";
import { greyPng } from "./grey-png.ts";

test("any grey picture comes back from libvips", async () => {
  const pictures = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))
    .chain(([width, height]) =>
      fc.uint8Array({ minLength: width * height, maxLength: width * height }).map((data) => ({ data, width, height })),
    );
  await fc.assert(
    fc.asyncProperty(pictures, async ({ data, width, height }) => {
      const decoded = await decodeGrey(greyPng(data, width, height));
      expect(decoded).toMatchObject({ ok: true, value: { width, height } });
      expect(decoded.ok && [...decoded.value.data]).toEqual([...data]);
    }),
    { numRuns: 40 },
  );
});

test("it says what it is: eight bits of grey, one channel", async () => {
  expect(await inspectImage(greyPng(new Uint8Array(6), 3, 2), defaultLimits)).toMatchObject({
    ok: true,
    value: { format: "png", width: 3, height: 2, channels: 1, bitDepth: 8, space: "grey" },
  });
});

test("another count of pixels is refused", () => {
  expect(() => greyPng(new Uint8Array(5), 3, 2)).toThrow("expected 3 x 2 pixels, got 5");
  expect(() => greyPng(new Uint8Array(), 0, 0)).toThrow("got 0");
});
