import { createRng } from "@nauplius/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
// The compiler is a tool of this package, not a part of it.
// @ts-expect-error: plain JavaScript
import { compileKernels } from "../../scripts/compile.mjs";
import { base64 } from "./base64.ts";
import { instantiate } from "./instance.fixture.ts";
import { createArena, type Kernels, kernelWasm } from "./kernels.ts";
import { createPlainKernels } from "./plain.ts";

const size = 4 * 65536;
const kinds: readonly (readonly [string, () => Kernels])[] = [
  ["own memory", () => instantiate(4)],
  ["shared memory", () => instantiate(4, true)],
];

test.each([false, true])("the committed bytes are what the source compiles to (shared: %s)", async (shared) => {
  expect(kernelWasm(shared)).toEqual(Uint8Array.from(await compileKernels({ shared })));
});

const rng = createRng("kernels");
const noise = new Uint8Array(Uint32Array.from({ length: size / 2 }, () => rng.uint32()).buffer);

/** Runs the same call over the same bytes in both, and compares the answer and every byte of memory. */
const agree = (fast: Kernels, seed: number, call: (kernels: Kernels) => unknown, prepare: (kernels: Kernels) => void = () => {}): void => {
  const plain = createPlainKernels(new ArrayBuffer(size));
  plain.bytes.set(noise.subarray((seed >>> 0) % size, ((seed >>> 0) % size) + size));
  prepare(plain);
  fast.bytes.set(plain.bytes);
  expect(call(fast)).toEqual(call(plain));
  expect(firstDifference(fast.bytes, plain.bytes)).toBe(-1);
};

const firstDifference = (a: Uint8Array, b: Uint8Array): number => {
  for (let i = 0; i < size; i++) if (a[i] !== b[i]) return i;
  return -1;
};

const anyLength = fc.integer({ min: 0, max: 300 });
const anySeed = fc.integer();
const check = (run: (length: number, seed: number, value: number) => void): void =>
  fc.assert(fc.property(anyLength, anySeed, fc.integer({ min: 0, max: 255 }), run), { numRuns: 25 });

describe.each(kinds)("the kernels in %s answer what plain TypeScript answers", (_, open) => {
  const fast = open();
  const [a, b, c, target] = [64, 8192, 131_072, 16_384];

  test("counting", () => check((n, seed, t) => agree(fast, seed, (k) => k.countUpTo(a, n * 40, t))));
  test("difference", () => check((n, seed) => agree(fast, seed, (k) => k.difference(target, a, b, n))));
  test("mean of two", () => check((n, seed) => agree(fast, seed, (k) => k.meanOfTwo(target, a, b, n))));
  test("16 to 8 bits", () => check((n, seed) => agree(fast, seed, (k) => k.narrow(target, a, n, c))));
  test("flat-field", () => check((n, seed) => agree(fast, seed, (k) => k.flatten(target, a, b, n))));
  test("column sums", () => check((n, seed) => agree(fast, seed, (k) => k.addColumns(target, a, b, c, n))));
  test("blending of rows", () => check((n, seed, w) => agree(fast, seed, (k) => k.blend(target, a, b, n, w))));

  test("the mean over a disc", () => {
    const rows = (k: Kernels): void => new Uint32Array(k.bytes.buffer, 512, 7).set([1, 2, 3, 4, 5, 6, 7].map((y) => a + 1000 * y));
    const keepScratch = (k: Kernels, n: number): void => {
      k.discMean(target, 512, c, n);
      k.bytes.fill(0, c, c + 6 * (n + 6));
    };
    check((n, seed) => agree(fast, seed, (k) => keepScratch(k, n), rows));
  });

  test("turns of rows, with few and many objects, dark and bright", () => {
    const sparse = (k: Kernels, keep: number): void => {
      for (let i = a; i < a + 8000; i++) if ((k.bytes[i + 40_000] & 15) >= keep) k.bytes[i] = 255;
    };
    const some = fc.constantFrom(0, 1, 15, 16);
    fc.assert(
      fc.property(anyLength, anySeed, fc.integer({ min: 0, max: 255 }), some, (width, seed, t, keep) => {
        for (const bright of [0, 1] as const) {
          const call = (k: Kernels): number => k.findTurns(c, target, a, width, width + 7, 20, t, bright);
          agree(fast, seed, call, (k) => sparse(k, keep));
        }
      }),
      { numRuns: 40 },
    );
  });

  test("chamfer distances", () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(sizes, anySeed, fc.integer({ min: 1, max: 60 }), ([eights, rows], seed, some) => {
        const [width, height] = [8 * eights + 4, rows + 4];
        agree(
          fast,
          seed,
          (k) => k.chamfer(target, width, height),
          (k) => {
            const plane = new Int16Array(k.bytes.buffer, target, width * height);
            const inside = (i: number): boolean => i % width > 1 && i % width < width - 2 && i >= 2 * width && i < (height - 2) * width;
            plane.forEach((v, i) => {
              plane[i] = inside(i) && Math.abs(v) % some === 0 ? 0 : 32767;
            });
          },
        );
      }),
      { numRuns: 40 },
    );
  });
});

test("turns of a drawn row", () => {
  const kernels = createPlainKernels(new ArrayBuffer(256));
  kernels.bytes.set([9, 9, 200, 200, 9, 200, 9]);
  expect(kernels.findTurns(64, 128, 0, 7, 7, 1, 100, 0)).toBe(6);
  expect([...new Uint32Array(kernels.bytes.buffer, 64, 6)]).toEqual([0, 2, 4, 5, 6, 7]);
  expect(kernels.findTurns(64, 128, 0, 7, 7, 1, 100, 1)).toBe(4);
  expect([...new Uint32Array(kernels.bytes.buffer, 64, 4)]).toEqual([2, 4, 5, 6]);
});

test("an arena gives places apart and says when there is no room", () => {
  const arena = createArena(1000);
  const places = [arena.take(1), arena.take(65), arena.take(64)];
  expect(places).toEqual([64, 128, 256]);
  expect(() => arena.take(1000)).toThrow("has 1000 bytes");
});

test("base64 is that of the standard", () => {
  expect([...base64("Zm9vYmE=")]).toEqual([...new Uint8Array([102, 111, 111, 98, 97])]);
  expect(() => base64("Zm9*")).toThrow('got "*"');
});
