"use client";
import { notifications } from "@mantine/notifications";
import type { Level } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useEffectEvent } from "react";
import type { DataSheetGridRef } from "react-datasheet-grid";
import { parseBlock, pasteBlock, pasteByName } from "../model/paste.ts";
import type { Sheet } from "./use-sheet.ts";

const named = 5;

/** Pasting into the sheet: by place like a spreadsheet, or by id when the block has headers. What found no place is told, never dropped in silence. */
export function usePaste(sheet: Sheet, level: Level, grid: RefObject<DataSheetGridRef | null>) {
  const t = useTranslations("correct.paste");
  const tell = (lines: readonly (string | null)[], isWarning: boolean) =>
    notifications.show({ color: isWarning ? "orange" : undefined, message: lines.filter((l) => l !== null).join(" "), autoClose: 10_000 });
  const some = (names: readonly string[]) => names.slice(0, named).join(", ") + (names.length > named ? ", …" : "");
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const at = event.target;
    const isTyping = at instanceof HTMLElement && at.closest("input, textarea, [role=dialog]") !== null;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (isTyping || text === "" || sheet.rows.length === 0) return;
    const block = parseBlock(text);
    const byName = pasteByName(sheet.all, block, sheet.fields, level);
    const selection = grid.current?.selection ?? null;
    if (byName === null && selection === null) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (byName !== null) {
      const { found, unknownRows, unknownColumns } = byName;
      sheet.writeAll(byName.rows);
      const missing = unknownRows.length > 0 ? t("unknownRows", { count: unknownRows.length, names: some(unknownRows) }) : null;
      const strange = unknownColumns.length > 0 ? t("unknownColumns", { names: some(unknownColumns) }) : null;
      tell([t("byName", { found }), missing, strange], missing !== null || strange !== null);
    } else if (selection !== null) {
      const range = {
        firstRow: selection.min.row,
        lastRow: selection.max.row,
        firstColumn: selection.min.col,
        lastColumn: selection.max.col,
      };
      const { rows, range: filled, lost } = pasteBlock(sheet.rows, range, block, sheet.columns.length);
      sheet.write(rows);
      grid.current?.setSelection({
        min: { row: filled.firstRow, col: filled.firstColumn },
        max: { row: filled.lastRow, col: filled.lastColumn },
      });
      const below = lost.rows > 0 ? t("lostRows", { count: lost.rows }) : null;
      const beyond = lost.columns > 0 ? t("lostColumns", { count: lost.columns }) : null;
      if (below !== null || beyond !== null) tell([below, beyond], true);
    }
  });
  useEffect(() => {
    // Before the library's own listener, which drops what does not fit without a word.
    const listener = (event: ClipboardEvent) => onPaste(event);
    document.addEventListener("paste", listener, true);
    return () => document.removeEventListener("paste", listener, true);
  }, []);
}
