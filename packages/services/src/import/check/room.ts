import { type Refusal, refuse } from "@nauplius/domain";
import type { ImportJob } from "../job.ts";

/** The disk is nearly full: thrown out of the middle of a check, which then ends as a refusal. */
export class NoRoom extends Error {
  override name = "NoRoom";
  readonly refusal: { readonly ok: false; readonly error: Refusal };
  constructor(free: number, reserve: number) {
    const refusal = refuse(
      "quotaExceeded",
      `the disk has ${gigabytes(free)} free and ${gigabytes(reserve)} must stay free; ask your operator for room`,
    );
    super(refusal.error.message);
    this.refusal = refusal;
  }
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

/** Throws when the bytes to come would not leave the reserve. An object store does not say how much room it has. */
export async function needRoom({ storage, reserveBytes }: Pick<ImportJob, "storage" | "reserveBytes">, bytes: number): Promise<void> {
  const free = await storage.free();
  if (free !== null && free - bytes < reserveBytes) throw new NoRoom(free, reserveBytes);
}
