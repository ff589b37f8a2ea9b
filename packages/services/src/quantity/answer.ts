import type { Db, Sight } from "@nauplius/db";
import type { QuantitiesAsked } from "./asked.ts";
import { type Completeness, completenessOf } from "./completeness.ts";
import type { Protocol } from "./protocol.ts";
import type { readNow } from "./read.ts";
import { type Computed, compute } from "./table.ts";

type Source = NonNullable<Awaited<ReturnType<typeof readNow>>>;

type Asked = Pick<QuantitiesAsked, "what" | "quantities">;

/** What pages and scripts are told: figures, means over samples, spectra, and how complete the samples are. `asOf`: when a run counted them; null: now. */
export async function answerOf(db: Db, sight: Sight, source: Source, protocol: Protocol, asked: Asked): Promise<QuantitiesAnswer> {
  const made = await compute({ db, sight, ...source, protocol }, asked.what, asked.quantities);
  const { counted, taxa, figures, means, spectra, correction, warnings } = made;
  const names = [...taxa.byId.values()].map(({ id, displayName, flags }) => ({ id, displayName, living: flags.living }));
  const completeness = completenessOf(counted, counted.kinds.at(-1));
  const correctedBy = correction?.by?.model ?? null;
  const facts = { protocol: protocol.version, objects: counted.objects, taxa: names, correctedBy, warnings, asOf: null };
  return { ...facts, figures, means, spectra, completeness };
}
export type QuantitiesAnswer = Pick<Computed, "figures" | "means" | "spectra" | "warnings"> & {
  readonly protocol: number;
  readonly objects: number;
  readonly taxa: readonly { readonly id: number; readonly displayName: string; readonly living: boolean }[];
  readonly completeness: readonly Completeness[];
  readonly correctedBy: string | null;
  readonly asOf: string | null;
};
