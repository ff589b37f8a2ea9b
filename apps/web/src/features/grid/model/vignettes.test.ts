import { expect, test } from "vitest";
import { blockSize, createVignettes } from "./vignettes.ts";

function pack(ids: readonly number[]): ArrayBuffer {
  const header = new TextEncoder().encode(
    JSON.stringify(ids.map((objectId) => ({ objectId, mime: "image/png", width: 1, height: 1, length: 1 }))),
  );
  const body = new Uint8Array(4 + header.length + ids.length);
  new DataView(body.buffer).setUint32(0, header.length, true);
  body.set(header, 4);
  return body.buffer;
}

function album(lacking: readonly number[] = []) {
  const requests: number[] = [];
  const seen = new Set<number>();
  const vignettes = createVignettes(async (ids) => {
    requests.push(ids.length);
    for (const id of ids) seen.add(id);
    return pack(ids.filter((id) => !lacking.includes(id)));
  });
  /** Of all that were ever asked for, those that are in memory. */
  const live = () => [...seen].filter((id) => vignettes.get(id).url !== null).length;
  return { vignettes, live, requests };
}
/** Pictures come in a few goes. */
async function settle(): Promise<void> {
  for (let go = 0; go < 6; go++) await new Promise((resolve) => setTimeout(resolve, 0));
}
const block = (n: number) => Array.from({ length: blockSize }, (_, i) => n * blockSize + i + 1);

test("a block is one request, however often it is wanted", async () => {
  const { vignettes, requests } = album();
  for (let i = 0; i < 3; i++) vignettes.want(0, block(0));
  await settle();
  vignettes.want(0, block(0));
  expect(requests).toEqual([200]);
  expect(vignettes.get(1).state).toBe("here");
});

test("an object without image says so instead of waiting for ever", async () => {
  const { vignettes } = album([2]);
  vignettes.want(0, [1, 2]);
  expect(vignettes.get(2).state).toBe("waiting");
  await settle();
  expect(vignettes.get(2).state).toBe("none");
});

test("memory stays flat: addresses of evicted blocks are given back, the one looked at last stays", async () => {
  const { vignettes, live } = album();
  for (let n = 0; n < 40; n++) {
    vignettes.want(n, block(n));
    await settle();
    vignettes.want(0, block(0));
  }
  expect(live()).toBe(16 * blockSize);
  expect(vignettes.get(1).state).toBe("here");
  expect(vignettes.get(block(5)[0] ?? 0).state).toBe("waiting");
  vignettes.clear();
  expect(live()).toBe(0);
});

test("a block that grew is asked again, without leaking what it had", async () => {
  const { vignettes, live } = album();
  vignettes.want(0, [1, 2]);
  await settle();
  vignettes.want(0, [1, 2, 3]);
  await settle();
  expect(vignettes.get(3).state).toBe("here");
  expect(live()).toBe(3);
});

test("pictures wanted beside the view come whatever is scrolled to, and leave those of the view when they go", async () => {
  const { vignettes, live } = album();
  vignettes.want(0, block(0));
  vignettes.wantBeside([1, 7, 5_000]);
  vignettes.keepOnly(new Set([0]));
  await settle();
  expect(vignettes.get(5_000).state).toBe("here");
  for (let n = 1; n < 17; n++) {
    vignettes.want(n, block(n));
    vignettes.want(0, block(0));
    await settle();
  }
  expect(vignettes.get(7).state).toBe("here");
  expect(live()).toBe(16 * blockSize);
});

test("a block that is let go while its pictures come leaves none behind", async () => {
  const { vignettes, live } = album();
  vignettes.want(0, block(0));
  await new Promise((resolve) => setTimeout(resolve, 0));
  vignettes.clear();
  await settle();
  expect(live()).toBe(0);
});
