"use client";
import { useMemo } from "react";
import { useGrid } from "../context.tsx";
import { commonScale } from "../model/scale.ts";
import { pageSize } from "../model/view-order.ts";
import { useOrder } from "./use-store.ts";

/** Room that a tile leaves around its vignette on both sides, px. */
const margins = 10;

/** Micrometres a screen pixel for all tiles: as chosen, or such that nearly all of the first page fits. Null: nothing here has a pixel size. */
export function useCommonScale(): number | null {
  const { session, display } = useGrid();
  const order = useOrder(session);
  const first = order.loaded > 0 ? session.order.slice(0, pageSize).join() : "";
  return useMemo(() => {
    if (display.umPerPx !== null) return display.umPerPx;
    const images = first.split(",").flatMap((id) => {
      const row = session.tiles.get(Number(id))?.row;
      return row?.width == null || row.height === null ? [] : [{ width: row.width, height: row.height, pixelSize: row.pixelSize }];
    });
    return commonScale(images, display.tile - margins);
  }, [session, first, display.umPerPx, display.tile]);
}
