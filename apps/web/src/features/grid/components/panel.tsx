"use client";
import { Tabs } from "@mantine/core";
import { isEmptyFilter } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { useDeferredValue, useEffect } from "react";
import { useGrid } from "../context.tsx";
import { FilterPanel } from "../filters/filter-panel.tsx";
import { useCounts } from "../hooks/use-counts.ts";
import classes from "./panel.module.css";
import { TaxonPanel } from "./taxon-panel.tsx";

/** The left side: what is there, and what of it is shown. */
export function Panel({ onDone }: { readonly onDone?: () => void }) {
  const t = useTranslations("grid.panel");
  const { view, project, names } = useGrid();
  const { data, error } = useCounts(project.id, view.filter);
  // The tile that was labelled is drawn first, the tree after it.
  const counts = useDeferredValue(data);
  useEffect(() => {
    if (data !== undefined) names.learn(data.taxa);
  }, [data, names]);
  const { taxa: _t, withChildren: _w, states: _s, ...others } = view.filter;
  return (
    <Tabs defaultValue="taxa" className={classes.tabs} keepMounted={false}>
      <Tabs.List grow>
        <Tabs.Tab value="taxa">{t("taxa")}</Tabs.Tab>
        <Tabs.Tab value="filters">
          {t("filters")}
          {!isEmptyFilter(others) && <span className={classes.dot} />}
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="taxa" className={classes.content}>
        <TaxonPanel counts={counts} failure={counts === undefined ? (error?.message ?? null) : null} onDone={onDone} />
      </Tabs.Panel>
      <Tabs.Panel value="filters" className={classes.content}>
        <FilterPanel />
      </Tabs.Panel>
    </Tabs>
  );
}
