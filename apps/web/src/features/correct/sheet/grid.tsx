"use client";
import { useViewportSize } from "@mantine/hooks";
import { useTranslations } from "next-intl";
import { type Ref, useMemo } from "react";
import { type Column, type DataSheetGridRef, DynamicDataSheetGrid } from "react-datasheet-grid";
import "react-datasheet-grid/dist/style.css";
import classes from "../correct.module.css";
import { keyOf, type Range, type SheetRow, widthOf } from "../model/sheet.ts";
import type { TableData } from "../types.ts";
import { Cell, type CellColumn, clearedCell } from "./cell.tsx";
import type { Sheet } from "./use-sheet.ts";

type Props = {
  readonly sheet: Sheet;
  /** The rows that what follows is about; they stay marked when the sheet loses the keys. */
  readonly picked: Range | null;
  readonly onPick: (range: Range) => void;
  readonly handle: Ref<DataSheetGridRef>;
};

const hints: Partial<Record<TableData["columns"][number]["type"], string>> = {
  date: "YYYY-MM-DD",
  time: "HH:MM:SS",
  instant: "UTC",
};
/** What stays above and below the sheet on a page. */
const besidePx = 250;
const rowPx = { plain: 30, withParent: 40 };

function Head({ column }: { readonly column: TableData["columns"][number] }) {
  const t = useTranslations("samples.field");
  // Files and formulas know a column by its short name; the pages of the project say it in words.
  const said = [t.has(column.name) ? t(column.name) : null, column.unit ?? hints[column.type] ?? null].filter((part) => part !== null);
  return (
    <span className={classes.head} title={[column.name, ...said].join(" · ")}>
      {column.name}
      {said.length > 0 && <small>{said.join(", ")}</small>}
    </span>
  );
}

/** The name stays in sight however far one scrolls to the right. */
const RowHead = ({ rowData }: { rowData: SheetRow }) => (
  <span className={classes.rowHead} title={rowData.parent === "" ? rowData.name : `${rowData.parent} / ${rowData.name}`}>
    {rowData.name}
    {rowData.parent !== "" && <small>{rowData.parent}</small>}
  </span>
);

/** The library's scrolling part can be reached by keyboard too. */
const reachable = (sheet: HTMLDivElement | null): void => sheet?.querySelector(".dsg-container")?.setAttribute("tabindex", "0");

/** The cells themselves: keyboard and filling by the handle come from the library; marks of changed, stale and refused cells are ours. */
export function SheetGrid({ sheet, picked, onPick, handle }: Props) {
  const t = useTranslations("correct.table");
  const { height, width } = useViewportSize();
  const changed = useMemo(() => new Set(sheet.changes.map((c) => `${c.id}/${c.field}`)), [sheet.changes]);
  const refused = useMemo(() => new Set(sheet.faults.map((f) => f.path)), [sheet.faults]);
  const columns = useMemo(
    () =>
      sheet.columns.map((column, place): Partial<Column<SheetRow, CellColumn, string>> => {
        const key = keyOf(place);
        const isNumber = column.type === "number";
        return {
          id: column.name,
          title: <Head column={column} />,
          component: Cell,
          columnData: { place, name: column.name, isNumber },
          minWidth: widthOf(column.name, sheet.original, key),
          copyValue: ({ rowData }) => rowData[key] ?? "",
          deleteValue: clearedCell(key),
          isCellEmpty: ({ rowData }) => rowData[key] === null,
          cellClassName: ({ rowData: row }) =>
            [
              refused.has(`${row.id}/${column.name}`) ? classes.refused : changed.has(`${row.id}/${column.name}`) ? classes.changed : "",
              row.stale.includes(column.name) ? classes.staleCell : "",
            ].join(" "),
        };
      }),
    [sheet.columns, sheet.original, changed, refused],
  );
  const hasParents = sheet.rows.some((row) => row.parent !== "");
  const headPx = width > 0 && width < 600 ? 120 : 210;
  const heads = useMemo(
    () => ({
      basis: headPx,
      grow: 0,
      shrink: 0,
      minWidth: headPx,
      title: <span className={classes.rowHead}>{t("row")}</span>,
      component: RowHead,
    }),
    [headPx, t],
  );
  return (
    <div ref={reachable} className={classes.sheet} data-testid="sheet">
      <DynamicDataSheetGrid<SheetRow>
        ref={handle}
        value={sheet.rows as SheetRow[]}
        onChange={(rows) => sheet.write(rows)}
        columns={columns}
        rowKey="id"
        lockRows
        disableContextMenu
        rowHeight={hasParents ? rowPx.withParent : rowPx.plain}
        headerRowHeight={46}
        height={Math.max(260, height - besidePx)}
        rowClassName={({ rowIndex }) =>
          picked !== null && rowIndex >= picked.firstRow && rowIndex <= picked.lastRow ? classes.picked : undefined
        }
        gutterColumn={heads}
        onSelectionChange={({ selection }) => {
          if (selection !== null)
            onPick({
              firstRow: selection.min.row,
              lastRow: selection.max.row,
              firstColumn: selection.min.col,
              lastColumn: selection.max.col,
            });
        }}
      />
    </div>
  );
}
