"use client";
import { useElementSize, useViewportSize } from "@mantine/hooks";
import { useTranslations } from "next-intl";
import { type Ref, useMemo } from "react";
import { type Column, createTextColumn, DataSheetGrid, type DataSheetGridRef, keyColumn } from "react-datasheet-grid";
import "react-datasheet-grid/dist/style.css";
import classes from "../correct.module.css";
import { keyOf, type SheetRow } from "../model/sheet.ts";
import type { TableData } from "../types.ts";
import type { Sheet } from "./use-sheet.ts";

export type Selected = { readonly firstRow: number; readonly lastRow: number; readonly firstColumn: number; readonly lastColumn: number };
type Props = { readonly sheet: Sheet; readonly onSelect: (range: Selected | null) => void; readonly handle: Ref<DataSheetGridRef> };

const cellColumn = createTextColumn<string | null>({ continuousUpdates: false });
const numberColumn = createTextColumn<string | null>({ continuousUpdates: false, alignRight: true });
const hints: Partial<Record<TableData["columns"][number]["type"], string>> = {
  date: "YYYY-MM-DD",
  time: "HH:MM:SS",
  instant: "YYYY-MM-DDTHH:MM:SSZ",
};
/** What stays above and below the sheet on a page. */
const besidePx = 260;

function Head({ column }: { readonly column: TableData["columns"][number] }) {
  const hint = column.unit ?? hints[column.type];
  return (
    <span className={classes.head} title={column.name}>
      {column.name}
      {hint !== undefined && hint !== null && <small>{hint}</small>}
    </span>
  );
}

/** The cells themselves: keyboard, paste of blocks, filling by the handle come from the library; marks of changed, stale and refused cells are ours. */
export function SheetGrid({ sheet, onSelect, handle }: Props) {
  const t = useTranslations("correct.table");
  const { height } = useViewportSize();
  const { ref, width } = useElementSize();
  const changed = useMemo(() => new Set(sheet.changes.map((c) => `${c.id}/${c.field}`)), [sheet.changes]);
  const refused = useMemo(() => new Set(sheet.faults.map((f) => f.path)), [sheet.faults]);
  const columns = useMemo(
    () =>
      sheet.columns.map((column, i): Column<SheetRow> => {
        const marks = (row: SheetRow): string =>
          [
            refused.has(`${row.id}/${column.name}`) ? classes.refused : changed.has(`${row.id}/${column.name}`) ? classes.changed : "",
            row.stale.includes(column.name) ? classes.staleCell : "",
          ].join(" ");
        return {
          ...(keyColumn(keyOf(i), column.type === "number" ? numberColumn : cellColumn) as unknown as Column<SheetRow>),
          id: column.name,
          title: <Head column={column} />,
          minWidth: i === 0 ? 160 : 110,
          cellClassName: ({ rowData }: { rowData: SheetRow }) => marks(rowData),
        };
      }),
    [sheet.columns, changed, refused],
  );
  return (
    <div ref={ref} className={classes.sheet} data-testid="sheet" data-width={Math.round(width)}>
      <DataSheetGrid<SheetRow>
        ref={handle}
        value={sheet.rows as SheetRow[]}
        onChange={(rows) => sheet.write(rows)}
        columns={columns}
        rowKey="id"
        lockRows
        disableContextMenu
        rowHeight={30}
        headerRowHeight={38}
        height={Math.max(240, height - besidePx)}
        gutterColumn={{ basis: 44, grow: 0, shrink: 0, minWidth: 44, title: <span className={classes.gutter}>{t("row")}</span> }}
        onSelectionChange={({ selection }) =>
          onSelect(
            selection === null
              ? null
              : { firstRow: selection.min.row, lastRow: selection.max.row, firstColumn: selection.min.col, lastColumn: selection.max.col },
          )
        }
      />
    </div>
  );
}
