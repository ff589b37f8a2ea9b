import { expect, test } from "vitest";
import { unpack } from "./container.ts";

function pack(images: readonly { objectId: number; bytes: readonly number[] }[]): ArrayBuffer {
  const header = new TextEncoder().encode(
    JSON.stringify(images.map((i) => ({ objectId: i.objectId, mime: "image/png", width: 1, height: 1, length: i.bytes.length }))),
  );
  const body = new Uint8Array(4 + header.length + images.reduce((n, i) => n + i.bytes.length, 0));
  new DataView(body.buffer).setUint32(0, header.length, true);
  body.set(header, 4);
  let at = 4 + header.length;
  for (const image of images) {
    body.set(image.bytes, at);
    at += image.bytes.length;
  }
  return body.buffer;
}

test("each vignette comes out with its own bytes", () => {
  const got = unpack(
    pack([
      { objectId: 7, bytes: [1, 2, 3] },
      { objectId: 9, bytes: [] },
      { objectId: 8, bytes: [4] },
    ]),
  );
  expect(got.map((v) => [v.objectId, [...v.bytes]])).toEqual([
    [7, [1, 2, 3]],
    [9, []],
    [8, [4]],
  ]);
});

test("a cut response is an error, not a wrong picture", () => {
  const whole = pack([{ objectId: 7, bytes: [1, 2, 3] }]);
  expect(() => unpack(whole.slice(0, whole.byteLength - 1))).toThrow("announced");
  expect(() => unpack(whole.slice(0, 10))).toThrow("header");
  expect(() => unpack(new ArrayBuffer(2))).toThrow("at least 4");
});
