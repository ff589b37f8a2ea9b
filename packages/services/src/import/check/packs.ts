import { deletePacks, insertPack, type PackPlace, packsOfImport, recordPack, type StagedImage, stageImages, type Tx } from "@nauplius/db";
import type { RunId } from "@nauplius/domain";
import type { PackWriter, Storage } from "@nauplius/storage";
import { type ImportJob, whileHeld } from "../job.ts";
import type { ImageOut } from "../ports.ts";

const mebi = 1024 * 1024;
/** A pack is closed when it has grown this large. */
const packBytes = 128 * mebi;
/** Made durable, and its rows written, when this much waits. */
const commitBytes = 8 * mebi;
const commitImages = 1000;

type Derived = Extract<ImageOut, { ok: true }>;
type Open = { readonly id: number; readonly writer: PackWriter };

/** Whether the untouched picture is an image of its own; the mask that came with it. */
export type HowKept = { readonly keepOriginal: boolean; readonly mask: Uint8Array | null };

export type ImagePacker = {
  /** Appends an image's vignette, and the file as it came where the vignette is something else. */
  readonly add: (image: Derived, original: Uint8Array, how: HowKept) => Promise<void>;
  readonly finish: () => Promise<number>;
  readonly close: () => Promise<void>;
};

/** Writes vignettes into packs of this import's own: a refused or cancelled import takes whole packs away and leaves no dead bytes. */
export function imagePacker(d: Pick<ImportJob, "db" | "storage" | "handle">): ImagePacker {
  const { id: run, attempts } = d.handle.run;
  let open: Open | null = null;
  let number = 0;
  let waiting: StagedImage[] = [];
  let bytes = 0;
  let images = 0;

  const pack = async (): Promise<Open> => {
    if (open !== null) return open;
    number += 1;
    const key = `packs/import-${run}-${attempts}-${number}`;
    // The attempt may have died between file and row: appending goes on from an empty file.
    await d.storage.remove(key);
    const id = await whileHeld(d, (tx) => insertPack(tx, key, `run-${run}`));
    open = { id, writer: await d.storage.appendTo(key) };
    return open;
  };

  const commit = async (last: boolean): Promise<void> => {
    if (open === null) return;
    const { id, writer } = open;
    const batch = waiting;
    const written = await writer.commit();
    const sealed = last || written.sealed || written.bytes >= packBytes;
    await whileHeld(d, async (tx) => {
      await recordPack(tx, id, written.bytes, sealed);
      if (batch.length > 0) await stageImages(tx, run, batch);
    });
    waiting = [];
    bytes = 0;
    if (!sealed) return;
    await writer.close();
    open = null;
  };

  const append = ({ id, writer }: Open, content: Uint8Array, mime: string): PackPlace => {
    bytes += content.byteLength;
    return { packId: id, offset: writer.append(content), length: content.byteLength, mime };
  };

  const stage = (image: Derived, to: Open, original: Uint8Array, { keepOriginal, mask }: HowKept): StagedImage[] => {
    const { vignette } = image;
    const whole = append(to, original, image.mime);
    const place = vignette.bytes === null ? whole : append(to, vignette.bytes, vignette.mime);
    const common = {
      path: image.name,
      background: image.background >= 128 ? "light" : "dark",
      hash: Buffer.from(image.sha256, "hex"),
    };
    const { width, height } = vignette;
    const first = {
      ...common,
      part: 0,
      place,
      width,
      height,
      original: vignette.bytes === null ? null : whole,
      footer: image.footer?.rows ?? 0,
      mask,
    };
    const untouched = {
      ...common,
      part: 1,
      place: whole,
      width: image.header.width,
      height: image.header.height,
      original: null,
      footer: 0,
      mask: null,
    };
    return keepOriginal ? [first, untouched] : [first];
  };

  return {
    add: async (image, original, how) => {
      waiting.push(...stage(image, await pack(), original, how));
      images += 1;
      if (bytes >= commitBytes || waiting.length >= commitImages) await commit(false);
    },
    finish: async () => {
      await commit(true);
      return images;
    },
    close: async () => {
      await open?.writer.close();
      open = null;
    },
  };
}

/** Takes away the packs of an import, if nothing points at them. */
export async function removePacks(d: { db: Tx; storage: Storage }, run: RunId): Promise<void> {
  const packs = await packsOfImport(d.db, run);
  for (const { key } of packs) await d.storage.remove(key);
  await deletePacks(
    d.db,
    packs.map((p) => p.id),
  );
}
