"use client";
import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { useGrid } from "../context.tsx";
import { useCommonScale } from "../hooks/use-common-scale.ts";
import { useFocus, useOrder } from "../hooks/use-store.ts";
import { barFor } from "../model/scale.ts";
import { Others } from "./others.tsx";
import { Place } from "./place.tsx";
import classes from "./status-line.module.css";

const longestBar = 160;

/** The lower edge: the scale of all tiles, and what stands under the cursor. */
export function StatusLine({ placeField }: { readonly placeField: RefObject<HTMLInputElement | null> }) {
  const t = useTranslations("grid");
  const { session, display } = useGrid();
  const umPerPx = useCommonScale();
  const order = useOrder(session);
  const bar = umPerPx === null || display.fitted ? null : barFor(umPerPx, longestBar);
  return (
    <div className={classes.line}>
      {bar !== null && (
        <span className={classes.bar} title={t("umPerPx", { um: umPerPx ?? 0 })}>
          <i style={{ width: bar.px }} />
          {bar.label}
        </span>
      )}
      {display.fitted && <span>{t("fitted")}</span>}
      {!display.fitted && umPerPx === null && order.loaded > 0 && <span>{t("noPixelSize")}</span>}
      <Others />
      <Place field={placeField} />
      <Here />
    </div>
  );
}

const metres = (depth: number): number => Number(depth.toFixed(1));
/** A tow samples an interval, a camera a depth. */
const depthText = (min: number, max: number | null): string =>
  max === null || metres(max) === metres(min) ? `${metres(min)} m` : `${metres(min)}–${metres(max)} m`;

/** What stands under the cursor. */
function Here() {
  const t = useTranslations("grid");
  const { session } = useGrid();
  const focus = useFocus(session);
  const row = focus === null ? undefined : session.tiles.get(focus)?.row;
  if (row === undefined) return <span className={classes.here} />;
  const facts = [
    row.sample,
    ...(row.station === null || row.station === "" ? [] : [t("station", { name: row.station })]),
    ...(row.depthMin === null ? [] : [depthText(row.depthMin, row.depthMax)]),
    ...(row.date === null ? [] : [`${row.date}${row.time === null ? "" : ` ${row.time.slice(0, 5)}`}`]),
  ].join(" · ");
  return (
    // Where the line is short of room its end is in the title.
    <span className={classes.here} title={`${row.originalId} · ${facts}`}>
      <b>{row.originalId}</b> · {facts}
    </span>
  );
}
