import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { borderGrey, createScratch, type Grey, objectInPicture, saneEngine } from "@nauplius/imaging";
import { decodeGrey } from "../src/vignette/decode.ts";

const CONTRAST = 12;
type Measured = { readonly objects: number; readonly seconds: number };

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Mask and sane features of each crop, on this thread. */
function ours(crops: readonly Grey[]): Measured {
  const engine = saneEngine();
  const out = new Float64Array(engine.names.length);
  const scratch = createScratch();
  const start = cpuSeconds();
  let objects = 0;
  for (const crop of crops) {
    const region = objectInPicture(crop, { sense: "dark", threshold: borderGrey(crop) - CONTRAST }, scratch);
    if (region !== undefined && engine.measure(region, out)) objects++;
  }
  return { objects, seconds: cpuSeconds() - start };
}

const bytesOf = (crop: Grey): Uint8Array => {
  const header = new Uint8Array(Uint16Array.of(crop.width, crop.height, Math.max(0, borderGrey(crop) - CONTRAST)).buffer);
  return Buffer.concat([header, new Uint8Array(crop.data)]);
};

/** A Python that has scikit-image; there may be several. */
const python = (): string | undefined =>
  ["python3", "/usr/bin/python3", "python"].find((name) => spawnSync(name, ["-c", "import skimage"]).status === 0);

/** Prints how many times as many objects a second of one processor the sane engine measures as scikit-image's label and regionprops_table
 *  with 20 properties, on the same crops with the same masks. */
export async function compareWithScikitImage(images: readonly Uint8Array[]): Promise<void> {
  const command = python();
  if (command === undefined) return console.log("scikit-image: skipped, no Python has it");
  const crops: Grey[] = [];
  for (const bytes of images) {
    const grey = await decodeGrey(bytes);
    if (grey.ok) crops.push(grey.value);
  }
  const folder = mkdtempSync(join(tmpdir(), "nauplius-bench-"));
  try {
    const file = join(folder, "crops");
    writeFileSync(file, Buffer.concat(crops.map(bytesOf)));
    const { stdout, stderr, status } = spawnSync(command, [fileURLToPath(new URL("./regionprops.py", import.meta.url)), file], {
      encoding: "utf8",
    });
    if (status !== 0) return console.log(`scikit-image: failed, ${stderr.trim().split("\n").pop()}`);
    const theirs: Measured & { version: string } = JSON.parse(stdout);
    ours(crops);
    const own = ours(crops);
    const rate = ({ objects, seconds }: Measured) => objects / seconds;
    const numbers = `${Math.round(rate(own)).toLocaleString("en")} objects a second of processor, scikit-image ${theirs.version} ${Math.round(rate(theirs)).toLocaleString("en")}`;
    console.log(
      `  sane without decoding: ${numbers}: ${(rate(own) / rate(theirs)).toFixed(1)} times (${own.objects} and ${theirs.objects} objects)`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
