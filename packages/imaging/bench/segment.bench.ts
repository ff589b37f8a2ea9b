import { createRng } from "@nauplius/domain";
import { createStripLabeller } from "../src/component/strips.ts";
import { instantiate } from "../src/kernel/instance.fixture.ts";
import { createArena, type Kernels } from "../src/kernel/kernels.ts";
import { createPlainKernels } from "../src/kernel/plain.ts";

/** Kernels on one core, GB/s of all bytes read and written, next to a plain copy of the same memory; and objects from greys. */
const pixels = 32 * 1024 * 1024;
const width = 2048;
const rows = pixels / width;

type Places = { readonly a: number; readonly b: number; readonly to: number; readonly wide: number; readonly table: number };
type Case = { readonly name: string; readonly bytes: number; readonly run: (k: Kernels, at: Places) => void };

const everyRow = (run: (offset: number) => void): void => {
  for (let y = 0; y < rows; y++) run(y * width);
};

const cases: readonly Case[] = [
  { name: "plain copy", bytes: 2, run: (k, { a, to }) => void k.bytes.copyWithin(to, a, a + pixels) },
  { name: "count <= threshold", bytes: 1, run: (k, { a }) => void k.countUpTo(a, pixels, 243) },
  { name: "255 - |a - b|", bytes: 3, run: (k, { a, b, to }) => k.difference(to, a, b, pixels) },
  { name: "mean of two blanks", bytes: 3, run: (k, { a, b, to }) => k.meanOfTwo(to, a, b, pixels) },
  { name: "16 to 8 bits by table", bytes: 3, run: (k, { wide, to, table }) => k.narrow(to, wide, pixels, table) },
  { name: "column flat-field", bytes: 2, run: (k, { a, to, wide }) => everyRow((y) => k.flatten(to + y, a + y, wide, width)) },
  { name: "column sums", bytes: 1, run: (k, { a, b, wide, to }) => everyRow((y) => k.addColumns(wide, a + y, b, to, width)) },
  { name: "blend of two rows", bytes: 5, run: (k, { wide, to }) => everyRow((y) => k.blend(to + y, wide + 2 * y, wide, width, 100)) },
  {
    name: "runs, plain ground",
    bytes: 1,
    run: (k, { a, to, table }) => everyRow((y) => k.findTurns(to, table, a + y, width, width, 1, 200, 0)),
  },
  {
    name: "runs, 5 objects a row",
    bytes: 1,
    run: (k, { b, to, table }) => everyRow((y) => k.findTurns(to, table, b + y, width, width, 1, 243, 0)),
  },
  { name: "mean over a disc of 37", bytes: 2, run: discRows },
  { name: "chamfer distances", bytes: 4, run: (k, { wide }) => k.chamfer(wide, 4100, Math.floor(pixels / 4100)) },
];

function discRows(k: Kernels, { a, to, table, wide }: Places): void {
  const addresses = new Uint32Array(k.bytes.buffer, table, 7);
  for (let y = 0; y < rows - 8; y++) {
    for (let r = 0; r < 7; r++) addresses[r] = a + (y + r) * width;
    k.discMean(to + y * width, table, wide, width - 6);
  }
}

function placesIn(k: Kernels, size: number): Places {
  const arena = createArena(size);
  const at = {
    a: arena.take(pixels),
    b: arena.take(pixels),
    to: arena.take(pixels),
    wide: arena.take(2 * pixels),
    table: arena.take(65_536),
  };
  const rng = createRng("kernels");
  k.bytes
    .fill(250, at.a, at.a + pixels)
    .fill(250, at.b, at.b + pixels)
    .fill(16, at.wide, at.wide + 2 * pixels);
  for (let n = 0; n < 5 * rows; n++) k.bytes.fill(100, at.b + n * Math.floor(width / 5), at.b + n * Math.floor(width / 5) + 1 + rng.int(9));
  return at;
}

/** Best of some turns, seconds. */
function best(turns: number, run: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let n = 0; n < turns; n++) {
    const start = performance.now();
    run();
    least = Math.min(least, performance.now() - start);
  }
  return least / 1000;
}

const size = 6 * pixels;
const fast = instantiate(size / 65_536, true);
const plain = createPlainKernels(new ArrayBuffer(size));
const [fastAt, plainAt] = [placesIn(fast, size), placesIn(plain, size)];
console.log(`${pixels / 1024 / 1024} Mpx in rows of ${width}, one core; GB/s (Mpx/s), WebAssembly SIMD | plain TypeScript`);
for (const { name, bytes, run } of cases) {
  const [a, b] = [best(7, () => run(fast, fastAt)), best(2, () => run(plain, plainAt))];
  const rate = (seconds: number): string => `${((bytes * pixels) / seconds / 1e9).toFixed(2)} (${Math.round(pixels / seconds / 1e6)})`;
  console.log(`  ${name.padEnd(24)} ${rate(a).padStart(16)} | ${rate(b).padStart(14)}  ${(b / a).toFixed(1)} x`);
}

for (const [title, at] of [
  ["plain ground", fastAt.a],
  ["5 objects a row", fastAt.b],
] as const) {
  let found = 0;
  const onObject = (): void => {
    found++;
  };
  const seconds = best(3, () => {
    found = 0;
    const arena = createArena(fastAt.table + 65_536);
    arena.take(fastAt.wide);
    const labeller = createStripLabeller(fast, arena, { width, threshold: { level: 243, sense: "dark" }, onObject });
    labeller.rows(at, rows, width);
    labeller.finish();
  });
  console.log(`objects from greys, ${title}: ${Math.round(pixels / seconds / 1e6)} Mpx/s, ${found.toLocaleString("en")} objects`);
}
