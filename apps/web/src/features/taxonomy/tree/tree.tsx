"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { keyMove } from "./keys.ts";
import classes from "./tree.module.css";
import { TreeRow } from "./tree-row.tsx";
import type { TreeState } from "./use-tree.ts";

const rowHeight = 28;

type Props = {
  readonly tree: TreeState;
  readonly selected: number | null;
  readonly onSelect: (taxon: number) => void;
  /** Show the counts of a project or of the site. */
  readonly label: string;
};

/** The tree: as many lines as fit are in the page, however many are open. */
export function TaxonTree({ tree, selected, onSelect, label }: Props) {
  const t = useTranslations("taxonomy.tree");
  const { rows, toggle, more } = tree;
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const lines = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (i) => rows[i]?.key ?? i,
  });

  const place = selected === null ? -1 : rows.findIndex((row) => row.kind === "taxon" && row.taxon.id === selected);
  // A taxon chosen elsewhere (search, address) is scrolled to when its line appears.
  useEffect(() => {
    if (place < 0) return;
    setAt(place);
    lines.scrollToIndex(place, { align: "auto" });
  }, [place, lines]);

  const visible = lines.getVirtualItems();
  const waiting = visible.map((line) => rows[line.index]).find((row) => row?.kind === "more")?.parent;
  useEffect(() => {
    if (waiting !== undefined) void more(waiting);
  }, [waiting, more]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = keyMove(rows, at, event.key);
    if (move === null) return;
    event.preventDefault();
    if ("toggle" in move) toggle(move.toggle, move.isOpen);
    else if ("choose" in move) onSelect(move.choose);
    else if (move.to >= 0) {
      setAt(move.to);
      lines.scrollToIndex(move.to, { align: "auto" });
    }
  };

  return (
    <div
      ref={box}
      className={classes.box}
      role="tree"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={rows[at] === undefined ? undefined : `taxon-line-${rows[at].key}`}
      onKeyDown={onKeyDown}
    >
      <div className={classes.lines} style={{ height: lines.getTotalSize() }} role="presentation">
        {visible.map((line) => {
          const row = rows[line.index];
          if (row === undefined) return null;
          return (
            <div
              key={line.key}
              className={classes.line}
              style={{ transform: `translateY(${line.start}px)`, height: rowHeight }}
              role="presentation"
            >
              <TreeRow
                row={row}
                isHere={line.index === at}
                isSelected={row.kind === "taxon" && row.taxon.id === selected}
                onToggle={toggle}
                onRetry={more}
                onSelect={(taxon) => {
                  setAt(line.index);
                  onSelect(taxon);
                }}
              />
            </div>
          );
        })}
      </div>
      {rows.length === 0 && <p className={classes.note}>{t("empty")}</p>}
    </div>
  );
}
