"use client";
import { CloseButton } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type MouseEvent, useState } from "react";
import { useGrid } from "../context.tsx";
import { useTile } from "../hooks/use-store.ts";
import { filterOf } from "../model/adjust.ts";
import { distanceText, magnification, type Point } from "../model/measure.ts";
import { barFor } from "../model/scale.ts";
import classes from "./magnifier.module.css";

/** Room for the vignette at most, and what of a narrow screen is not for it, px. */
const mostBox = 420;
const besideBox = 46;

type Props = {
  readonly id: number;
  readonly side?: "left" | "right";
  /** Left out: it comes and goes with the mouse, and takes nothing from it. */
  readonly onClose?: () => void;
};

/** One vignette as large as it is useful, with its bar; two clicks on it measure. */
export function Magnifier({ id, side = "right", onClose }: Props) {
  const t = useTranslations("grid.magnifier");
  const { session, display } = useGrid();
  const { tile, vignette } = useTile(session, id);
  const [points, setPoints] = useState<readonly Point[]>([]);
  if (tile === undefined || vignette.url === null || tile.row.width === null || tile.row.height === null) return null;
  const { width, height, pixelSize, originalId, background } = tile.row;
  const zoom = magnification({ width, height }, Math.min(mostBox, window.innerWidth - besideBox));
  const bar = pixelSize === null ? null : barFor(pixelSize / zoom, width * zoom * 0.6);
  const click = (event: MouseEvent<HTMLElement>) => {
    const at = event.currentTarget.getBoundingClientRect();
    const point = { x: event.clientX - at.left, y: event.clientY - at.top };
    setPoints((known) => (known.length === 1 ? [...known, point] : [point]));
  };
  const [a, b] = points;
  const hint = onClose === undefined ? "keep" : a === undefined ? "hint" : "second";
  return (
    <aside
      className={classes.magnifier}
      aria-label={t("title")}
      aria-hidden={onClose === undefined || undefined}
      data-side={side}
      data-resting={onClose === undefined || undefined}
      data-testid="magnifier"
    >
      <div className={classes.head}>
        <b>{originalId}</b>
        <span>{`×${Number(zoom.toPrecision(2))}`}</span>
        {onClose !== undefined && <CloseButton size="xs" onClick={onClose} aria-label={t("close")} />}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a length is pointed at; the object's measured size stands among its fields */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: concerns the mouse alone */}
      <div
        className={classes.ground}
        data-background={background ?? "light"}
        onClick={click}
        style={{ width: width * zoom, height: height * zoom }}
      >
        <img
          src={vignette.url}
          alt={originalId}
          width={width * zoom}
          height={height * zoom}
          style={{ filter: filterOf(display.adjust) ?? undefined }}
        />
        <svg className={classes.lines} aria-hidden>
          {a !== undefined && <circle cx={a.x} cy={a.y} r={3} />}
          {a !== undefined && b !== undefined && <line x1={a.x} y1={a.y} x2={b.x} y2={b.y} />}
          {b !== undefined && <circle cx={b.x} cy={b.y} r={3} />}
        </svg>
      </div>
      <div className={classes.foot}>
        {bar !== null && (
          <span className={classes.bar}>
            <i style={{ width: bar.px }} />
            {bar.label}
          </span>
        )}
        <span role="status">{a !== undefined && b !== undefined ? distanceText(a, b, { zoom, pixelSize }) : t(hint)}</span>
      </div>
    </aside>
  );
}
