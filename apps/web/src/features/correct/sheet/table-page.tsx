"use client";
import { Alert, Anchor, Button, Group, Loader, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { isEmptyFilter, maxCells } from "@nauplius/domain";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { DataSheetGridRef } from "react-datasheet-grid";
import { useAddress } from "@/features/grid/hooks/use-address.ts";
import { hrefOf } from "@/features/grid/model/view-address.ts";
import classes from "../correct.module.css";
import { levelOf, placesOf } from "../model/address.ts";
import { fillDown, type Range } from "../model/sheet.ts";
import { SheetGrid } from "./grid.tsx";
import { SheetToolbar } from "./toolbar.tsx";
import { usePaste } from "./use-paste.ts";
import { useSheet } from "./use-sheet.ts";

/** Samples, acquisitions, processes or objects of a project in a table like a spreadsheet's: type, paste, fill; look; apply. The address says which. */
export function CorrectionTablePage({ projectId }: { readonly projectId: number }) {
  const { address, search, hash } = useAddress();
  const level = levelOf(search, hash);
  return <LevelTable key={level} projectId={projectId} level={level} filter={address.filter} sort={address.sort} />;
}

type Props = {
  readonly projectId: number;
  readonly level: ReturnType<typeof levelOf>;
  readonly filter: ReturnType<typeof useAddress>["address"]["filter"];
  readonly sort: ReturnType<typeof useAddress>["address"]["sort"];
};

function LevelTable({ projectId, level, filter, sort }: Props) {
  const t = useTranslations("correct");
  const sheet = useSheet(projectId, level, filter);
  const grid = useRef<DataSheetGridRef>(null);
  const [pick, setPick] = useState<{ readonly of: readonly unknown[]; readonly range: Range } | null>(null);
  usePaste(sheet, level, grid);
  // Places in the table are of the rows that were shown then.
  const range = pick?.of === sheet.shown ? pick.range : null;
  const fill = () => {
    if (range !== null && range.lastRow > range.firstRow) sheet.write(fillDown(sheet.rows, range));
  };
  useHotkeys([
    ["mod+Z", sheet.undo],
    ["mod+shift+Z", sheet.redo],
    ["mod+Y", sheet.redo],
    ["mod+D", fill],
    ["Escape", () => setPick(null)],
  ]);
  const { changes, faults, query } = sheet;
  const selected = range === null ? [] : sheet.shown.slice(range.firstRow, range.lastRow + 1);
  const isNarrowed = !isEmptyFilter(level === "object" ? filter : placesOf(filter));
  const hasStale = sheet.shown.some((row) => row.stale.length > 0);
  return (
    <div className={classes.page}>
      <SheetToolbar projectId={projectId} level={level} filter={filter} sheet={sheet} selected={selected} />
      {(isNarrowed || level === "object") && (
        <Text size="sm">
          {t(isNarrowed ? (level === "object" ? "table.view" : "table.places") : "table.allObjects")}{" "}
          <Anchor component={Link} href={`/projects/${projectId}/objects${hrefOf({ filter, sort }, {})}`} inherit underline="always">
            {t(isNarrowed ? "table.viewLink" : "table.choose")}
          </Anchor>
        </Text>
      )}
      {faults.length > 0 && (
        <Alert color="red" title={t("table.refused", { count: faults.length })}>
          <ul className={classes.faults}>
            {faults.map((f) => (
              <li key={f.path}>
                {faultPlace(sheet.given, f.path)}: {f.message}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {query.isPending && <Loader size="sm" />}
      {query.isError && (
        <Alert color="red" title={t("table.failed")}>
          <Group>
            <Text size="sm">{query.error.message}</Text>
            <Button size="xs" variant="default" onClick={() => void query.refetch()}>
              {t("table.again")}
            </Button>
          </Group>
        </Alert>
      )}
      {query.isSuccess && sheet.rows.length === 0 && (
        <Text c="dimmed">{t(sheet.given.length > 0 ? "table.noneFit" : isNarrowed ? "table.noneOfView" : `table.none.${level}`)}</Text>
      )}
      {sheet.rows.length > 0 && (
        <SheetGrid sheet={sheet} picked={range} onPick={(r) => setPick({ of: sheet.shown, range: r })} handle={grid} />
      )}
      <Group gap="xs 20px" className={classes.foot}>
        {sheet.rows.length > 0 && <span>{t("table.keys")}</span>}
        {hasStale && (
          <span>
            <i className={classes.staleMark} /> {t("table.stale")}
          </span>
        )}
        {query.hasNextPage && (
          <span>
            {t("table.first", { count: sheet.given.length })}{" "}
            <Button
              size="compact-xs"
              variant="default"
              loading={query.isFetchingNextPage}
              disabled={changes.length > 0}
              onClick={() => void query.fetchNextPage()}
            >
              {t("table.more")}
            </Button>
          </span>
        )}
        {changes.length > maxCells && (
          <Text size="sm" c="red">
            {t("table.tooMany", { count: maxCells })}
          </Text>
        )}
      </Group>
    </div>
  );
}

function faultPlace(rows: readonly { readonly id: number; readonly name: string }[], path: string): string {
  const [id = "", ...field] = path.split("/");
  const row = rows.find((r) => String(r.id) === id);
  return row === undefined ? path : `${row.name}, ${field.join("/")}`;
}
