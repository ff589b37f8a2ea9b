import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { api } from "@/components/api.ts";
import type { Recast } from "@/features/export/recast.tsx";
import type { Counting } from "./types.ts";

/** The rules of the address with the names of their taxa, and what pictures say of them; null where nothing is recast. */
export function useRecast({ recast }: Counting): { readonly rules: readonly Recast[]; readonly sentence: string | null } {
  const t = useTranslations("export.recast");
  const ids = [...new Set(recast.flatMap(({ from, to }) => (to === null ? [from] : [from, to])))].sort((a, b) => a - b);
  const { data } = useQuery({
    queryKey: ["taxon-names", ids.join()],
    queryFn: () => api<{ id: number; displayName: string }[]>("GET", `taxon-names?ids=${ids.join()}`),
    enabled: ids.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useMemo(() => {
    const names = new Map(data?.map(({ id, displayName }) => [id, displayName]));
    const named = (id: number) => ({ id, displayName: names.get(id) ?? `#${id}` });
    const rules = recast.map(({ from, to }): Recast => ({ from: named(from), to: to === null ? null : named(to) }));
    const said = rules.map(({ from, to }) =>
      to === null ? t("leftOut", { from: from.displayName }) : t("under", { from: from.displayName, to: to.displayName }),
    );
    return { rules, sentence: said.length === 0 ? null : `${said.join("; ")}.` };
  }, [data, recast, t]);
}
