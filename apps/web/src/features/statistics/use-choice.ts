import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { readRecast } from "./model/recast.ts";
import type { Counting } from "./types.ts";

/** What the page shows is its address: the taxon, whether predicted objects count, and what counts under what. */
export function useChoice() {
  const query = useSearchParams();
  const router = useRouter();
  const path = usePathname();
  const taxon = Number(query.get("taxon"));
  const withPredicted = query.get("count") === "predicted";
  const recast = query.get("recast") ?? "";
  const counting = useMemo<Counting>(
    () => ({ states: withPredicted ? ["validated", "predicted"] : ["validated"], recast: readRecast(recast) }),
    [withPredicted, recast],
  );
  const set = (change: Readonly<Record<string, string | null>>) => {
    const next = new URLSearchParams(query);
    for (const [name, value] of Object.entries(change)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    router.replace(`${path}${next.size > 0 ? `?${next}` : ""}`, { scroll: false });
  };
  return { taxonId: Number.isInteger(taxon) && taxon > 0 ? taxon : null, counting, set };
}
