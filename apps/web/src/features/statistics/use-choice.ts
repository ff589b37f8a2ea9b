import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useMemo } from "react";
import type { StatesChosen } from "./types.ts";

/** What the page shows is its address: the taxon, and whether predicted objects count. */
export function useChoice() {
  const query = useSearchParams();
  const router = useRouter();
  const path = usePathname();
  const taxon = Number(query.get("taxon"));
  const withPredicted = query.get("count") === "predicted";
  const states = useMemo<StatesChosen>(() => (withPredicted ? ["validated", "predicted"] : ["validated"]), [withPredicted]);
  const set = (change: Readonly<Record<string, string | null>>) => {
    const next = new URLSearchParams(query);
    for (const [name, value] of Object.entries(change)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    router.replace(`${path}${next.size > 0 ? `?${next}` : ""}`, { scroll: false });
  };
  return { taxonId: Number.isInteger(taxon) && taxon > 0 ? taxon : null, states, set };
}
