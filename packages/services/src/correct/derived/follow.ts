import { settingsFor, staleOf, type Tx, writeStale } from "@nauplius/db";
import type { Level } from "@nauplius/domain";
import { isSamplePlace, placeAgain, placedBefore, placesSamples, type To } from "./places.ts";
import { isAcquisitionValue, isSetting, settingsBefore, settleAgain } from "./settings.ts";

/** A write of one field of some rows, with all that follows from it: in the same transaction, noted in the same batch. */
export async function writeAndFollow<T>(
  tx: Tx,
  to: To,
  of: { level: Level; field: string; ids: readonly number[] },
  write: () => Promise<T>,
): Promise<T> {
  const { level, field, ids } = of;
  if (placesSamples(level, field)) {
    const was = await placedBefore(tx, ids);
    const value = await write();
    await placeAgain(
      tx,
      to,
      was,
      was.map((p) => p.id),
    );
    return value;
  }
  if (isSetting(level, field)) {
    const was = await settingsBefore(tx, level, ids);
    const value = await write();
    await settleAgain(tx, to, was, level, ids);
    return value;
  }
  const value = await write();
  await settledByHand(tx, to, of);
  return value;
}

/** What a person sets by hand is theirs: it is stale no more. */
async function settledByHand(
  tx: Tx,
  to: To,
  { level, field, ids }: { level: Level; field: string; ids: readonly number[] },
): Promise<void> {
  const [at, rows] =
    level === "sample" && isSamplePlace(field)
      ? (["sample", ids] as const)
      : level === "acquisition" && isAcquisitionValue(field)
        ? (["acquisition", ids] as const)
        : level === "process" && field === "dialect"
          ? (["acquisition", (await settingsFor(tx, "process", ids)).map((a) => a.id)] as const)
          : (["sample", []] as const);
  if (rows.length === 0) return;
  const marked = (await staleOf(tx, at, rows)).filter((r) => r.stale.includes(field));
  await writeStale(
    tx,
    { ...to, level: at },
    marked.map((r) => ({ id: r.id, before: r.stale, after: r.stale.filter((name) => name !== field) })),
  );
}
