"use client";
import { Button, Text } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { isEmptyFilter } from "@nauplius/domain";
import { IconUpload } from "@tabler/icons-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type CSSProperties, useEffect, useImperativeHandle, useMemo, useRef } from "react";
import { ApiRefusal } from "@/components/api.ts";
import { useGrid } from "../context.tsx";
import { useActive } from "../hooks/use-active.ts";
import { useCommands } from "../hooks/use-commands.ts";
import { useCommonScale } from "../hooks/use-common-scale.ts";
import { usePlane } from "../hooks/use-plane.ts";
import { usePointer } from "../hooks/use-pointer.ts";
import { useRange } from "../hooks/use-range.ts";
import { useOrder } from "../hooks/use-store.ts";
import { filterOf } from "../model/adjust.ts";
import { beginCarrying, endCarrying } from "../model/carry.ts";
import { columnStep, geometryFor, onScreen } from "../model/geometry.ts";
import { isSelected, noSelection } from "../model/selection.ts";
import { pageSize, pagesAhead } from "../model/view-order.ts";
import { blockSize } from "../model/vignettes.ts";
import { GammaCurve } from "./adjustments.tsx";
import { captionLines } from "./captions.tsx";
import { Tile } from "./tile.tsx";
import type { MenuAt } from "./tile-menu.tsx";
import classes from "./tiles.module.css";

type Props = { readonly total: number | null; readonly onOpen: (id: number) => void; readonly onMenu: (at: MenuAt) => void };

/** The plane of tiles: only what is near the screen exists, whatever the number of objects. */
export function Tiles({ total, onOpen, onMenu }: Props) {
  const t = useTranslations("grid");
  const grid = useGrid();
  const { session, display, names, screen, project, view, setView, may } = grid;
  const commands = useCommands();
  const order = useOrder(session);
  const scroller = useRef<HTMLDivElement>(null);
  useActive(scroller, session);
  const { ref: box, width } = useElementSize();
  const lines = captionLines(display.shown).length;
  const geometry = useMemo(() => geometryFor(width, display.tile, lines), [width, display.tile, lines]);
  const count = order.size ?? Math.max(total ?? 0, session.order.size(), pageSize);
  const rows = Math.ceil(count / geometry.columns);
  const plane = usePlane(scroller, { rows: width === 0 ? 0 : rows, rowHeight: geometry.rowHeight, padding: geometry.padding });
  const first = plane.first * geometry.columns;
  const end = Math.min(count, plane.end * geometry.columns);
  useEffect(() => {
    session.order.want(first, Math.max(end, 1));
    const wanted = new Set<number>();
    // What is seen first, then two pages after it.
    for (let block = Math.floor(first / blockSize); block <= Math.floor((end + pagesAhead * blockSize) / blockSize); block++) {
      wanted.add(block);
      const ids = session.order.slice(block * blockSize, (block + 1) * blockSize);
      session.vignettes.want(block, ids);
      if (display.outlined) session.outlines.want(ids);
    }
    session.vignettes.keepOnly(wanted);
  }, [session, first, end, order.loaded, display.outlined]);

  const umPerPx = useCommonScale();
  const { rectangle, carries, handlers } = usePointer({ grid, geometry, offset: plane.offset, onOpen, onRange: useRange() });
  const seen = () => {
    const height = scroller.current?.clientHeight ?? 0;
    return onScreen(geometry, plane.top(), height, session.order.size());
  };
  useImperativeHandle(screen, () => ({
    onScreen: () => session.order.slice(seen().first, seen().end),
    columns: () => geometry.columns,
    rowsOnScreen: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / geometry.rowHeight)),
    scrollTo: (index) => plane.scrollToRow(Math.floor(index / geometry.columns)),
  }));

  if (order.failure !== null && order.loaded === 0)
    return (
      <div className={classes.notice} role="alert">
        <Text fw={600}>{t("failed")}</Text>
        <Text c="dimmed" size="sm">
          {order.failure instanceof ApiRefusal ? order.failure.message : t("unreached")}
        </Text>
        <Button size="xs" variant="light" onClick={() => session.order.retry()}>
          {t("tryAgain")}
        </Button>
      </div>
    );
  if (order.size === 0)
    return isEmptyFilter(view.filter) ? (
      <div className={classes.notice}>
        <Text>{t("noObjects")}</Text>
        {may.manage && (
          <Button component={Link} href={`/projects/${project.id}/import`} size="xs" leftSection={<IconUpload size={16} />}>
            {t("import")}
          </Button>
        )}
      </div>
    ) : (
      <div className={classes.notice}>
        <Text>{t("empty")}</Text>
        {view.filter.region !== undefined && (
          <Text c="dimmed" size="sm">
            {t("emptyRegion")}
          </Text>
        )}
        <Button size="xs" variant="light" onClick={() => setView({ ...view, filter: {} })}>
          {t("showAll")}
        </Button>
      </div>
    );

  const step = columnStep(geometry);
  const adjusted = filterOf(display.adjust) ?? undefined;
  return (
    <div ref={scroller} className={classes.scroller}>
      <GammaCurve gamma={display.adjust.gamma} />
      <div
        ref={box}
        className={classes.plane}
        style={{ height: plane.height, "--adjust": adjusted } as CSSProperties}
        data-adjusted={adjusted === undefined ? undefined : ""}
        data-inverted={display.adjust.invert || undefined}
        role="listbox"
        data-grid
        aria-multiselectable
        aria-label={t("objects")}
        aria-busy={order.loading}
        tabIndex={0}
        onContextMenu={(event) => {
          const tile = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-id]") : null;
          if (tile === null) return;
          event.preventDefault();
          const id = Number(tile.dataset.id);
          session.setFocus(id);
          // On a tile that is not chosen the menu is for this tile alone.
          if (!isSelected(session.selection(), id)) session.select(noSelection);
          onMenu({ x: event.clientX, y: event.clientY, id });
        }}
        onDragStart={(event) => {
          const to = commands.target();
          if (!carries() || to.kind !== "ids") return event.preventDefault();
          const shown = { text: t("carried", { count: to.ids.length }), className: classes.carried ?? "" };
          beginCarrying(event, { projectId: project.id, ids: to.ids }, shown);
        }}
        onDragEnd={endCarrying}
        onDoubleClick={() => {
          const id = session.focus();
          if (id !== null) onOpen(id);
        }}
        {...handlers}
      >
        {Array.from({ length: Math.max(0, end - first) }, (_, i) => {
          const index = first + i;
          const column = index % geometry.columns;
          const top = geometry.padding + Math.floor(index / geometry.columns) * geometry.rowHeight - plane.shownOffset;
          const id = session.order.at(index);
          return (
            <div
              key={id ?? `place-${index}`}
              role="presentation"
              className={classes.place}
              style={{ transform: `translate(${geometry.padding + column * step}px, ${top}px)` }}
            >
              {id === undefined ? (
                <div className={classes.skeleton} style={{ width: geometry.edge, height: geometry.edge }} />
              ) : (
                <Tile
                  session={session}
                  names={names}
                  id={id}
                  index={index}
                  total={count}
                  edge={geometry.edge}
                  height={geometry.rowHeight - geometry.gap}
                  umPerPx={display.fitted ? null : umPerPx}
                  shown={display.shown}
                  blind={display.blind}
                  outlined={display.outlined}
                  carries={may.label}
                />
              )}
            </div>
          );
        })}
        {rectangle !== null && (
          <div
            className={classes.rectangle}
            style={{
              left: rectangle.left,
              top: rectangle.top,
              width: rectangle.right - rectangle.left,
              height: rectangle.bottom - rectangle.top,
            }}
          />
        )}
      </div>
    </div>
  );
}
