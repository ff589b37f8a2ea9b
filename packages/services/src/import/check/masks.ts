import { problem } from "@nauplius/formats";
import { z } from "zod";
import type { ImageOut } from "../ports.ts";
import type { Reading } from "./reading.ts";

/** Masks by the name of their image in the archive. */
export type Masks = ReadonlyMap<string, Uint8Array>;

/** Written beside a table by `nauplius segment`: a line of JSON for each image. */
const isMasksFile = (name: string): boolean => /(?:^|\/)nauplius_masks\.jsonl$/.test(name);
const line = z.object({ image: z.string().min(1), mask: z.base64() });

/** The masks that lie beside the tables; a line that is none is a warning. */
export async function readMasks({ archive, found, sink }: Pick<Reading, "archive" | "found" | "sink">): Promise<Masks> {
  const masks = new Map<string, Uint8Array>();
  if (found.kind !== "tables") return masks;
  for (const { name } of archive.entries()) {
    if (!isMasksFile(name)) continue;
    const bytes = await archive.read(name);
    if (!bytes.ok) {
      sink.add(bytes.error);
      continue;
    }
    const folder = name.slice(0, name.lastIndexOf("/") + 1);
    const lines = new TextDecoder().decode(bytes.value).split("\n");
    for (const [at, text] of lines.entries()) {
      if (text === "") continue;
      const read = line.safeParse(jsonOf(text));
      if (read.success) masks.set(`${folder}${read.data.image}`, Buffer.from(read.data.mask, "base64"));
      else
        sink.add(
          problem({
            severity: "warning",
            code: "invalidValue",
            file: name,
            line: at + 1,
            value: text.slice(0, 60),
            what: "the line is no mask and is left out",
            expected: '{ "image": "name.png", "mask": "base64" }',
          }),
        );
    }
  }
  return masks;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

type Decoded = Extract<ImageOut, { ok: true }>;

/** A mask counts when it has the size of the vignette: layout, width and height stand in its first bytes (LEB128). */
export function maskFor({ masks }: { readonly masks: Masks }, { name, vignette }: Decoded): Uint8Array | null {
  const mask = masks.get(name);
  if (mask === undefined || mask[0] !== 1) return null;
  const [width, after] = numberAt(mask, 1);
  const [height] = numberAt(mask, after);
  return width === vignette.width && height === vignette.height ? mask : null;
}

function numberAt(bytes: Uint8Array, from: number): [value: number, next: number] {
  let [value, scale, at] = [0, 1, from];
  for (let byte = bytes[at] ?? 0; ; byte = bytes[at] ?? 0) {
    value += (byte & 127) * scale;
    scale *= 128;
    at += 1;
    if (byte < 128 || at >= bytes.length) return [value, at];
  }
}
