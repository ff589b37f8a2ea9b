"use client";
import { IconChevronRight } from "@tabler/icons-react";
import { useFormatter, useTranslations } from "next-intl";
import type { Row } from "./branches.ts";
import classes from "./tree.module.css";

type Props = {
  readonly row: Row;
  readonly isHere: boolean;
  readonly isSelected: boolean;
  readonly onToggle: (taxon: number, isOpen: boolean) => void;
  readonly onRetry: (parent: number) => Promise<void>;
  readonly onSelect: (taxon: number) => void;
};

/** Steps to the right, per level; deep levels get narrower so that names stay on a phone. */
const indent = (depth: number): number => 16 * Math.min(depth, 8) + 6 * Math.max(0, depth - 8);

export function TreeRow({ row, isHere, isSelected, onToggle, onRetry, onSelect }: Props) {
  const t = useTranslations("taxonomy.tree");
  const format = useFormatter();
  const style = { paddingLeft: indent(row.depth) };
  if (row.kind !== "taxon")
    return (
      <div className={classes.row} style={style}>
        <span className={classes.gap} />
        {row.kind === "failed" ? (
          <button type="button" className={classes.retry} onClick={() => void onRetry(row.parent)}>
            {t("failed")}
          </button>
        ) : (
          <span className={classes.quiet}>{t("loading")}</span>
        )}
      </div>
    );
  const { taxon, isOpen } = row;
  return (
    // Keys are handled by the tree, which keeps the focus.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div
      id={`taxon-line-${row.key}`}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-expanded={taxon.children > 0 ? isOpen : undefined}
      aria-selected={isSelected}
      className={classes.row}
      data-here={isHere || undefined}
      style={style}
      onClick={() => onSelect(taxon.id)}
      onDoubleClick={() => taxon.children > 0 && onToggle(taxon.id, !isOpen)}
    >
      {taxon.children > 0 ? (
        // The arrow keys of the tree do the same; the button is for the mouse and the finger.
        <button
          type="button"
          tabIndex={-1}
          aria-hidden
          className={classes.arrow}
          data-open={isOpen || undefined}
          onClick={(event) => {
            event.stopPropagation();
            onToggle(taxon.id, !isOpen);
          }}
        >
          <IconChevronRight size={14} stroke={2.2} aria-hidden />
        </button>
      ) : (
        <span className={classes.gap} />
      )}
      <span className={classes.name} data-kind={taxon.kind} data-status={taxon.status}>
        {taxon.name}
      </span>
      {taxon.rank !== "" && <span className={classes.quiet}>{taxon.rank}</span>}
      {taxon.living === false && <span className={classes.flag}>{t("notLiving")}</span>}
      {taxon.projectId !== null && <span className={classes.flag}>{t("local")}</span>}
      {taxon.status === "deprecated" && (
        <span className={classes.flag}>{taxon.replacedBy === null ? t("deprecated") : `→ ${taxon.replacedBy}`}</span>
      )}
      {taxon.total > 0 && (
        <span className={classes.count} title={t("counts", { own: taxon.own, total: taxon.total })}>
          {format.number(taxon.total)}
        </span>
      )}
    </div>
  );
}
