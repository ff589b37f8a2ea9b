"use client";
import { useTranslations } from "next-intl";
import { useEffect, useLayoutEffect, useRef } from "react";
import type { CellProps } from "react-datasheet-grid/dist/types";
import classes from "../correct.module.css";
import { type ColumnKey, keyOf, type SheetRow } from "../model/sheet.ts";

export type CellColumn = { readonly place: number; readonly name: string; readonly isNumber: boolean };

/** A cell is text until somebody types: a field for each of thousands would be as many things to read out, and slow. */
export function Cell({ rowData, columnData, focus, setRowData }: CellProps<SheetRow, CellColumn>) {
  const key = keyOf(columnData.place);
  const text = rowData[key] ?? "";
  if (focus) return <Editor row={rowData} column={columnData} text={text} onWrite={(value) => setRowData({ ...rowData, [key]: value })} />;
  return (
    <span className={classes.cell} data-number={columnData.isNumber || undefined} title={text.length > 18 ? text : undefined}>
      {text}
    </span>
  );
}

type EditorProps = {
  readonly row: SheetRow;
  readonly column: CellColumn;
  readonly text: string;
  readonly onWrite: (value: string | null) => void;
};

/** Is there as long as the cell is written in; what stands in it when it goes is the value, unless Escape sent it away. */
function Editor({ row, column, text, onWrite }: EditorProps) {
  const t = useTranslations("correct.table");
  const input = useRef<HTMLInputElement>(null);
  const typed = useRef(text);
  const write = useRef(onWrite);
  write.current = onWrite;
  // The key that opened the cell is typed into it: it must have the focus before the key arrives.
  useLayoutEffect(() => {
    input.current?.focus({ preventScroll: true });
    input.current?.select();
  }, []);
  useEffect(
    () => () => {
      const value = typed.current.trim();
      if (value !== text) write.current(value === "" ? null : value);
    },
    [text],
  );
  return (
    <input
      ref={input}
      className={classes.editor}
      data-number={column.isNumber || undefined}
      aria-label={t("cell", { row: row.name, column: column.name })}
      defaultValue={text}
      onChange={(event) => {
        typed.current = event.currentTarget.value;
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") typed.current = text;
      }}
    />
  );
}

export const clearedCell =
  (key: ColumnKey) =>
  ({ rowData }: { rowData: SheetRow }): SheetRow => ({ ...rowData, [key]: null });
