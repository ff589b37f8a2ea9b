import type { Filter } from "@nauplius/domain";

/** The sample beside the one that is looked at, in the order of their list. Looked at is the only sample of the filter, else that of the tile under
 *  the cursor; without either, the list begins. Null: there is none further. */
export function sampleBeside<S extends { readonly id: number }>(
  samples: readonly S[],
  { samples: chosen = [] }: Filter,
  under: number | null,
  by: 1 | -1,
): S | null {
  const looked = chosen.length === 1 ? chosen[0] : under;
  const at = samples.findIndex(({ id }) => id === looked);
  if (at < 0) return (by === 1 ? samples[0] : samples.at(-1)) ?? null;
  return samples[at + by] ?? null;
}
