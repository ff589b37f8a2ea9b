"use client";
import { Button, Text } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { isEmptyFilter } from "@nauplius/domain";
import { IconUpload } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useImperativeHandle, useMemo, useRef } from "react";
import { useGrid } from "../context.tsx";
import { useCommonScale } from "../hooks/use-common-scale.ts";
import { usePointer } from "../hooks/use-pointer.ts";
import { useOrder } from "../hooks/use-store.ts";
import { columnStep, geometryFor, onScreen } from "../model/geometry.ts";
import { pageSize } from "../model/view-order.ts";
import { blockSize } from "../model/vignettes.ts";
import { captionLines } from "./captions.tsx";
import { Tile } from "./tile.tsx";
import classes from "./tiles.module.css";

/** Rows kept ready beyond the screen. */
const overscan = 3;

/** The plane of tiles: only what is near the screen exists, whatever the number of objects. */
export function Tiles({ total, onOpen }: { readonly total: number | null; readonly onOpen: (id: number) => void }) {
  const t = useTranslations("grid");
  const grid = useGrid();
  const { session, display, names, screen, project, view, may } = grid;
  const order = useOrder(session);
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: plane, width } = useElementSize();
  const lines = captionLines(display.shown).length;
  const geometry = useMemo(() => geometryFor(width, display.tile, lines), [width, display.tile, lines]);
  const count = order.whole ? order.ids.length : Math.max(total ?? 0, order.ids.length + (order.ids.length === 0 ? pageSize : 0));
  const rows = Math.ceil(count / geometry.columns);
  const virtual = useVirtualizer({
    count: width === 0 ? 0 : rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => geometry.rowHeight,
    overscan,
    paddingStart: geometry.padding,
    paddingEnd: geometry.padding,
  });
  useEffect(() => virtual.measure(), [geometry.rowHeight, virtual]);

  const items = virtual.getVirtualItems();
  const first = (items[0]?.index ?? 0) * geometry.columns;
  const end = Math.min(count, ((items.at(-1)?.index ?? 0) + 1) * geometry.columns);
  useEffect(() => {
    session.order.want(Math.max(end, 1) + pageSize);
    const { ids } = session.order.state();
    const wanted = new Set<number>();
    // What is seen first, then the page after it.
    for (let block = Math.floor(first / blockSize); block <= Math.floor((end + blockSize) / blockSize); block++) {
      wanted.add(block);
      session.vignettes.want(block, ids.slice(block * blockSize, (block + 1) * blockSize));
    }
    session.vignettes.keepOnly(wanted);
  }, [session, first, end, order.ids.length]);

  const umPerPx = useCommonScale();
  const { rectangle, handlers } = usePointer({ grid, geometry, onOpen });
  const seen = () => {
    const box = scroller.current;
    return box === null ? { first: 0, end: 0 } : onScreen(geometry, box.scrollTop, box.clientHeight, session.order.state().ids.length);
  };
  useImperativeHandle(screen, () => ({
    onScreen: () => session.order.state().ids.slice(seen().first, seen().end),
    columns: () => geometry.columns,
    rowsOnScreen: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / geometry.rowHeight)),
    scrollTo: (index) => virtual.scrollToIndex(Math.floor(index / geometry.columns), { align: "auto" }),
  }));

  if (order.failure !== null && order.ids.length === 0)
    return (
      <div className={classes.notice} role="alert">
        <Text fw={600}>{t("failed")}</Text>
        <Text c="dimmed" size="sm">
          {order.failure instanceof Error ? order.failure.message : ""}
        </Text>
        <Button size="xs" variant="light" onClick={() => session.order.retry()}>
          {t("tryAgain")}
        </Button>
      </div>
    );
  if (order.whole && order.ids.length === 0)
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
      <div className={classes.notice}>{t("empty")}</div>
    );

  const step = columnStep(geometry);
  return (
    <div ref={scroller} className={classes.scroller}>
      <div
        ref={plane}
        className={classes.plane}
        style={{ height: virtual.getTotalSize() }}
        role="listbox"
        data-grid
        aria-multiselectable
        aria-label={t("objects")}
        aria-busy={order.loading}
        tabIndex={0}
        aria-activedescendant={session.focus() === null ? undefined : `tile-${session.focus()}`}
        onDoubleClick={() => {
          const id = session.focus();
          if (id !== null) onOpen(id);
        }}
        {...handlers}
      >
        {items.flatMap((item) =>
          Array.from({ length: geometry.columns }, (_, column) => {
            const index = item.index * geometry.columns + column;
            const id = order.ids[index];
            if (index >= count) return null;
            return (
              <div
                key={id ?? `place-${index}`}
                role="presentation"
                className={classes.place}
                style={{ transform: `translate(${geometry.padding + column * step}px, ${item.start}px)` }}
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
                    umPerPx={display.fitted ? null : umPerPx}
                    shown={display.shown}
                  />
                )}
              </div>
            );
          }),
        )}
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
