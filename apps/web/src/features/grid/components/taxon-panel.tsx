"use client";
import { ActionIcon, Checkbox, Loader, Text, TextInput, Tooltip, UnstyledButton } from "@mantine/core";
import { type Filter, states, taxonId } from "@nauplius/domain";
import { IconSortAZ, IconSortDescending2 } from "@tabler/icons-react";
import { useFormatter, useTranslations } from "next-intl";
import { type MouseEvent, memo, useMemo, useState } from "react";
import { StateBar } from "@/components/state/bar.tsx";
import { SignLegend } from "@/components/state/legend.tsx";
import { StateMark } from "@/components/state/mark.tsx";
import { useGrid } from "../context.tsx";
import type { Counts } from "../hooks/use-counts.ts";
import { useDrop } from "../hooks/use-drop.ts";
import { countsWithin, sumOf, type TaxonRow, taxonRows, totals } from "../model/taxon-tree.ts";
import classes from "./panel.module.css";

const without = <T,>(list: readonly T[], value: T): T[] | undefined => {
  const rest = list.filter((v) => v !== value);
  return rest.length === 0 ? undefined : rest;
};

type Props = { readonly counts: Counts | undefined; readonly failure: string | null; readonly onDone?: () => void };

/** Taxa of the view with their objects by state; a click shows one, Ctrl adds another. Tiles and tree count what the other leaves. */
export const TaxonPanel = memo(function TaxonPanel({ counts: data, failure, onDone }: Props) {
  const t = useTranslations("grid.panel");
  const names = useTranslations("site.states");
  const format = useFormatter();
  const { view, setView } = useGrid();
  const [order, setOrder] = useState<"name" | "objects">("name");
  const [find, setFind] = useState("");
  const drop = useDrop();
  const { filter } = view;
  const { taxa, states: looked, withChildren = false } = filter;
  const rows = useMemo(() => (data === undefined ? [] : taxonRows(data.counts, data.taxa, order, looked)), [data, order, looked]);
  const sums = useMemo(
    () => totals(data === undefined ? [] : countsWithin(data.counts, data.taxa, taxa, withChildren)),
    [data, taxa, withChildren],
  );
  const change = (part: Partial<Filter>) => setView({ ...view, filter: { ...filter, ...part } });
  const chosen = (id: number) => filter.taxa?.some((taxon) => taxon === id) ?? false;

  const pick = (row: TaxonRow, event: MouseEvent) => {
    const id = taxonId.parse(row.id);
    const adding = event.ctrlKey || event.metaKey;
    const old = filter.taxa ?? [];
    const taxa = chosen(row.id) ? (adding ? without(old, id) : undefined) : adding ? [...old, id] : [id];
    // A branching point without objects of its own shows what is below it.
    const withChildren = taxa === undefined ? undefined : filter.withChildren || row.isBranch || undefined;
    change({ taxa, withChildren });
    onDone?.();
  };
  const needle = find.trim().toLowerCase();
  const shown = needle === "" ? rows : rows.filter((row) => row.displayName.toLowerCase().includes(needle));

  return (
    <>
      <div className={classes.states}>
        {states.map((state) => (
          <UnstyledButton
            key={state}
            className={classes.state}
            data-state={state}
            aria-pressed={filter.states?.includes(state) ?? false}
            onClick={() =>
              change({ states: filter.states?.includes(state) ? without(filter.states, state) : [...(filter.states ?? []), state] })
            }
          >
            <StateMark state={state} size={14} />
            <b>{data === undefined ? "–" : format.number(sums[state])}</b>
            <span>{names(state)}</span>
          </UnstyledButton>
        ))}
      </div>
      <div className={classes.signs}>
        <SignLegend />
      </div>
      <div className={classes.options}>
        <Checkbox
          size="xs"
          label={t("withChildren")}
          checked={filter.withChildren ?? false}
          onChange={(event) => change({ withChildren: event.currentTarget.checked || undefined })}
        />
        <Tooltip label={t(order === "name" ? "byObjects" : "byName")}>
          <ActionIcon
            ml="auto"
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={t(order === "name" ? "byObjects" : "byName")}
            onClick={() => setOrder(order === "name" ? "objects" : "name")}
          >
            {order === "name" ? <IconSortDescending2 size={16} /> : <IconSortAZ size={16} />}
          </ActionIcon>
        </Tooltip>
      </div>
      {rows.length > 12 && (
        <div className={classes.find}>
          <TextInput
            size="xs"
            placeholder={t("find")}
            aria-label={t("find")}
            value={find}
            onChange={(e) => setFind(e.currentTarget.value)}
          />
        </div>
      )}
      {data === undefined && failure === null && <Loader size="sm" m="md" />}
      {failure !== null && (
        <Text size="sm" c="red" p="sm" role="alert">
          {failure}
        </Text>
      )}
      <ul className={classes.taxa}>
        {shown.map((row) => {
          const number = filter.withChildren || row.isBranch ? row.below : row.own;
          return (
            <li key={row.id}>
              <UnstyledButton
                className={classes.taxon}
                style={{ paddingLeft: 6 + (needle === "" ? row.depth : 0) * 12 }}
                aria-pressed={chosen(row.id)}
                onClick={(event) => pick(row, event)}
                title={row.displayName}
                {...drop(row)}
              >
                <span className={classes.name}>
                  {row.name}
                  <span className={classes.parents}>{row.displayName.slice(row.name.length)}</span>
                </span>
                <span className={classes.number} data-branch={row.isBranch || undefined}>
                  {format.number(sumOf(number))}
                </span>
                <StateBar counts={number} height={3} />
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
    </>
  );
});
