import fc from "fast-check";
import { expect, test } from "vitest";
import { batchId } from "./ids.ts";
import { uuidV7 } from "./uuid.ts";

const random = fc.uint8Array({ minLength: 10, maxLength: 10 });
const moment = fc.integer({ min: 0, max: 2 ** 48 - 1 });

test("is a uuid of version 7 that the schema of batches takes", () => {
  fc.assert(
    fc.property(moment, random, (now, bytes) => {
      const id = uuidV7(now, bytes);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(batchId.parse(id)).toBe(id);
    }),
  );
});

test("later ids sort after earlier ones, whatever the random part", () => {
  fc.assert(
    fc.property(moment, moment, random, random, (a, b, x, y) => {
      fc.pre(a !== b);
      expect(uuidV7(a, x) < uuidV7(b, y)).toBe(a < b);
    }),
  );
});

test("the example of RFC 9562 comes out", () => {
  const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
  expect(uuidV7(0x017f22e279b0, random)).toBe("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
});
