import { type AcquisitionSettings, setSubParts, settingsFor, type Tx, writeCells, writeStale } from "@nauplius/db";
import type { Level } from "@nauplius/domain";
import { dialectOf, pixelSizeOf, subPartOf } from "../../import/load/settings.ts";
import type { To } from "./places.ts";
import { sameList, staleAfter, type Verdict, verdict } from "./reconcile.ts";

/** Fields from which pixel size, part and dialect follow: what `derivedFrom` reads. */
const settings: Record<"acquisition" | "process", readonly string[]> = {
  acquisition: ["instrument", "pixel", "sub_part"],
  process: ["software", "pixel", "particle_pixel_size_mm"],
};
export const isSetting = (level: Level, field: string): level is "acquisition" | "process" =>
  (level === "acquisition" || level === "process") && settings[level].includes(field);
export const isAcquisitionValue = (field: string): boolean => field === "pixel_size";

type Derived = { readonly pixel_size: number | null; readonly sub_part: number | null; readonly dialect: string };

function derivedFrom(a: AcquisitionSettings): Derived {
  const settings = { acquisition: a.acquisition, process: a.process, instrument: a.instrument, bundlePixel: null };
  return { pixel_size: pixelSizeOf(settings).um, sub_part: subPartOf(settings), dialect: dialectOf(settings) };
}

export type SettingsBefore = ReadonlyMap<number, Derived>;

export const settingsBefore = async (tx: Tx, level: "acquisition" | "process", ids: readonly number[]): Promise<SettingsBefore> =>
  new Map((await settingsFor(tx, level, ids)).map((a) => [a.id, derivedFrom(a)]));

/** Brings pixel size, sub-sampling part and dialect into line with the settings that the files or people gave. Noted as following. */
export async function settleAgain(
  tx: Tx,
  to: To,
  was: SettingsBefore,
  level: "acquisition" | "process",
  ids: readonly number[],
): Promise<void> {
  const edits: Record<"pixel_size" | "dialect", { id: number; value: string | number | null }[]> = { pixel_size: [], dialect: [] };
  const parts: { id: number; value: number | null }[] = [];
  const marks: { id: number; before: string[]; after: string[] }[] = [];
  for (const a of await settingsFor(tx, level, ids)) {
    const [before, now] = [was.get(a.id), derivedFrom(a)];
    const held = { pixel_size: a.pixelSize, dialect: a.dialect };
    const verdicts: Record<string, Verdict> = {};
    for (const field of ["pixel_size", "dialect"] as const) {
      if (field === "dialect" && a.processId === null) continue;
      const v = verdict(before?.[field], now[field], held[field]);
      verdicts[field] = v;
      if (v === "follow") edits[field].push({ id: field === "dialect" ? (a.processId ?? 0) : a.id, value: now[field] });
    }
    // Nothing but the setting itself says it: it is never set by hand.
    if (before?.sub_part !== now.sub_part) parts.push({ id: a.id, value: now.sub_part });
    const stale = staleAfter(a.stale, verdicts);
    if (!sameList(stale, a.stale)) marks.push({ id: a.id, before: a.stale, after: stale });
  }
  await setSubParts(tx, parts);
  await writeCells(tx, { ...to, level: "acquisition", field: "pixel_size", derived: true }, edits.pixel_size);
  await writeCells(tx, { ...to, level: "process", field: "dialect", derived: true }, edits.dialect);
  await writeStale(tx, { ...to, level: "acquisition" }, marks);
}
