import { createRng } from "@nauplius/domain";
import type { Grey } from "./pixels.ts";

/** A blurred ellipse with an antenna on a noisy background: enough of an organism to be told from a scale bar. */
export function drawOrganism(seed: number, size: { width: number; height: number }, side: "dark" | "light" = "dark"): Grey {
  const rng = createRng(seed);
  const { width, height } = size;
  const background = side === "dark" ? 250 : 8;
  const body = side === "dark" ? 60 : 190;
  const data = new Uint8Array(width * height);
  const [cx, cy, rx, ry] = [
    width * rng.uniform(0.4, 0.6),
    height * rng.uniform(0.4, 0.6),
    width * rng.uniform(0.15, 0.3),
    height * rng.uniform(0.15, 0.3),
  ];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const r = Math.hypot((x - cx) / rx, (y - cy) / ry);
      const cover = Math.min(1, Math.max(0, (1.1 - r) * 4));
      const noise = rng.normal(0, 2);
      data[y * width + x] = Math.min(255, Math.max(0, background + (body - background) * cover + noise));
    }
  }
  const slope = rng.uniform(-0.4, 0.4);
  for (let x = Math.round(cx); x < width - 4; x++) {
    const y = Math.round(cy + slope * (x - cx));
    if (y >= 2 && y < height - 2) data[y * width + x] = body + 20;
  }
  return { data, width, height, channels: 1 };
}
