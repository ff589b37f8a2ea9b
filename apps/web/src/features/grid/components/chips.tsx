"use client";
import { ActionIcon } from "@mantine/core";
import type { Filter } from "@nauplius/domain";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { api } from "@/components/api.ts";
import { useGrid } from "../context.tsx";
import { useChipTexts } from "../hooks/use-chip-texts.ts";
import classes from "./bars.module.css";

/** Names that only the address brought along. */
function useNamesOf(filter: Filter): void {
  const { names } = useGrid();
  const unknown = (filter.taxa ?? []).filter((id) => names.of(id) === null);
  const asked = useQuery({
    queryKey: ["taxon-names", unknown.join()],
    queryFn: () => api<{ id: number; displayName: string }[]>("GET", `taxon-names?ids=${unknown.join()}`),
    enabled: unknown.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    if (asked.data !== undefined) names.learn(asked.data);
  }, [asked.data, names]);
}

/** What is filtered, each part removable, above the tiles. */
export function Chips() {
  const t = useTranslations("grid.filters");
  const { view, setView, unread } = useGrid();
  useNamesOf(view.filter);
  const chips = useChipTexts(view.filter);
  if (chips.length === 0 && unread.length === 0) return null;
  return (
    <div className={classes.chips}>
      {chips.map((chip) => (
        <span key={chip.key} className={classes.chip} title={chip.text}>
          <span>{chip.text}</span>
          <ActionIcon
            size={18}
            radius="xl"
            variant="transparent"
            color="gray"
            aria-label={t("remove", { name: chip.text })}
            onClick={() => setView({ ...view, filter: { ...view.filter, ...chip.without } })}
          >
            <IconX size={13} />
          </ActionIcon>
        </span>
      ))}
      {unread.length > 0 && (
        <span className={classes.unread} role="status">
          {t("unread", { parts: unread.join(", ") })}
        </span>
      )}
    </div>
  );
}
