"use client";
import { CloseButton, Kbd } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { api } from "@/components/api.ts";
import { useGrid } from "../context.tsx";
import classes from "./hot-taxa.module.css";

/** A key with a taxon on it, as it is engraved. */
export function useHotKeyName(): (key: string) => string {
  const t = useTranslations("grid.hot");
  return (key) => (/\d/.test(key) ? t("pad", { key }) : t("letter", { key: key.toUpperCase() }));
}

/** The taxa that a person has put on letters and on the numeric pad: Shift and the letter, or the digit, gives them. */
export function HotTaxa() {
  const t = useTranslations("grid.hot");
  const nameOfKey = useHotKeyName();
  const { display, setDisplay, names } = useGrid();
  const { hotTaxa } = display;
  const ids = hotTaxa.map((h) => h.taxonId).join();
  const found = useQuery({
    queryKey: ["taxonNames", ids],
    queryFn: () => api<{ id: number; displayName: string }[]>("GET", `taxon-names?ids=${ids}`),
    enabled: ids !== "",
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => names.learn(found.data ?? []), [found.data, names]);
  if (hotTaxa.length === 0) return null;
  return (
    <ul className={classes.line} aria-label={t("title")}>
      {hotTaxa.map(({ letter, taxonId }) => {
        const name = found.data?.find((taxon) => taxon.id === taxonId)?.displayName ?? (found.isPending ? "…" : t("unknown"));
        return (
          <li key={letter}>
            <Kbd size="xs">{nameOfKey(letter)}</Kbd> {name}
            <CloseButton
              size="xs"
              aria-label={t("remove", { name })}
              onClick={() => setDisplay({ hotTaxa: hotTaxa.filter((h) => h.letter !== letter) })}
            />
          </li>
        );
      })}
    </ul>
  );
}
