"use client";
import { Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { type PickedTaxon, TaxonPicker } from "@/components/taxon-picker.tsx";
import { useGrid } from "../context.tsx";
import type { Target } from "../model/targets.ts";
import classes from "./bars.module.css";
import { useHotKeyName } from "./hot-taxa.tsx";

type Props = {
  readonly letter: string;
  readonly target: Target;
  /** The letter or digit that the taxon is put on. */
  readonly hot?: string | undefined;
  readonly onPick: (taxon: PickedTaxon, all: boolean) => void;
  readonly onClose: () => void;
};

/** Type two letters, Enter: the taxon goes to what was meant when the first letter was typed. */
export function SearchBar({ letter, target, hot, onPick, onClose }: Props) {
  const t = useTranslations("grid.search");
  const nameOfKey = useHotKeyName();
  const { project } = useGrid();
  const all = useRef(false);
  const count = target.kind === "ids" ? target.ids.length : target.kind === "matching" ? target.expected : 0;
  return (
    // Which key picks is told by the key itself, before the field hears it.
    <search className={classes.search} onKeyDownCapture={(event) => (all.current = event.ctrlKey || event.metaKey)}>
      <TaxonPicker
        projectId={project.id}
        initialText={letter}
        autoFocus
        size="md"
        aria-label={t("label")}
        onPick={(taxon) => {
          onPick(taxon, all.current);
          onClose();
        }}
        onCancel={onClose}
      />
      <Text size="xs" c="dimmed" className={classes.searchHint}>
        {hot !== undefined && `${t("hot", { key: nameOfKey(hot) })} · `}
        {count === 0 ? t("nothing") : t("target", { count })}
        {target.kind === "ids" && target.left > 0 && ` · ${t("rest", { count: target.left })}`}
      </Text>
    </search>
  );
}
