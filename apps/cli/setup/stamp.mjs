import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** A step is done when its stamp holds the hash of what it worked from; the stamp goes before the work begins. */
export function isDone(stamp, hash) {
  try {
    return readFileSync(stamp, "utf8") === hash;
  } catch {
    return false;
  }
}

export function forget(stamp) {
  rmSync(stamp, { force: true });
}

export function remember(stamp, hash) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}
