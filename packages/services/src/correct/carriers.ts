import { carriersOf, type Tx, writeCells } from "@nauplius/db";
import type { CorrectionValue } from "@nauplius/domain";
import { placeAgain, placedBefore } from "./derived/places.ts";
import { chunk, type Work } from "./work.ts";

type Edit = { readonly id: number; readonly value: CorrectionValue };
type To = Pick<Work, "project" | "batch">;

/** A moment of a sample is a day and a time of its objects. */
const fieldsOf = (field: string): string[] => (field === "started_at" ? ["date", "time"] : [field]);
const ofObject = (own: string, value: CorrectionValue): CorrectionValue => {
  if (value === null || (own !== "date" && own !== "time")) return value;
  const [date, time = ""] = String(value).split("T");
  return own === "date" ? (date ?? null) : time.replace("Z", "");
};

/** A sample's place, time or depth, and the same in its objects that carried what the sample held. Answers how many rows changed. */
export async function writeWithObjects(
  tx: Tx,
  to: To,
  field: string,
  samples: readonly Edit[],
  write: () => Promise<number>,
): Promise<number> {
  const carriers = await carriersOf(
    tx,
    field,
    samples.map((s) => s.id),
  );
  const was = await placedBefore(
    tx,
    carriers.map((c) => c.id),
  );
  let rows = await write();
  const values = new Map(samples.map((s) => [s.id, s.value]));
  for (let at = 0; at < carriers.length; at += chunk) {
    const part = carriers.slice(at, at + chunk);
    const counts = [];
    for (const own of fieldsOf(field)) {
      const edits = part.map(({ id, sampleId }) => ({ id, value: ofObject(own, values.get(sampleId) ?? null) }));
      counts.push(await writeCells(tx, { project: to.project, batch: to.batch, level: "object", field: own }, edits));
    }
    rows += Math.max(...counts);
  }
  await placeAgain(
    tx,
    to,
    was,
    was.map((p) => p.id),
  );
  return rows;
}
