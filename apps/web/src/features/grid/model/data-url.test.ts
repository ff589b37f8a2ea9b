import { expect, test } from "vitest";
import { dataUrl } from "./data-url.ts";

test("an image within its address is the image, whatever its length and bytes", async () => {
  for (const length of [0, 1, 2, 3, 8191, 8192, 100_001]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 37) & 255);
    const back = await (await fetch(dataUrl(bytes, "image/webp"))).blob();
    expect(back.type).toBe("image/webp");
    expect(new Uint8Array(await back.arrayBuffer())).toEqual(bytes);
  }
});
