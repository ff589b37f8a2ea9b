"use client";
import { IconPhotoOff } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { memo, useSyncExternalStore } from "react";
import { StateMark, stateName } from "@/components/state/mark.tsx";
import { useTile } from "../hooks/use-store.ts";
import type { Names } from "../model/names.ts";
import { barFor, sizeIn } from "../model/scale.ts";
import type { Session } from "../model/session.ts";
import type { Caption } from "../model/view-address.ts";
import { Captions } from "./captions.tsx";
import { MaskOutline } from "./mask-outline.tsx";
import classes from "./tile.module.css";

/** Room between a vignette and the border of its tile, px. */
const margin = 5;
const factorText = (factor: number): string => `×${Number(factor.toPrecision(2))}`;

type Props = {
  readonly session: Session;
  readonly names: Names;
  readonly id: number;
  readonly index: number;
  readonly total: number;
  readonly edge: number;
  /** With its captions, px. */
  readonly height: number;
  /** The common scale; null: fitted. */
  readonly umPerPx: number | null;
  readonly shown: readonly Caption[];
  /** What the model said is hidden. */
  readonly blind: boolean;
  /** The outline of the mask is drawn over it. */
  readonly outlined?: boolean;
  /** Chosen ones can be dragged to a taxon. */
  readonly carries?: boolean;
};

/** One object: its vignette first, and around it what is known of it. */
export const Tile = memo(function Tile({
  session,
  names,
  id,
  index,
  total,
  edge,
  height,
  umPerPx,
  shown,
  blind,
  outlined = false,
  carries = false,
}: Props) {
  const t = useTranslations("grid.tile");
  const { tile, vignette, chosen, focused } = useTile(session, id);
  useSyncExternalStore(names.subscribe, names.version, names.version);
  if (tile === undefined) return <div className={classes.tile} style={{ width: edge, height }} />;
  const { row, label, pending, conflict } = tile;
  const box = edge - 2 * margin;
  const sized =
    row.width === null || row.height === null
      ? null
      : sizeIn({ width: row.width, height: row.height, pixelSize: row.pixelSize }, box, umPerPx);
  const off = sized?.factor !== null && sized?.factor !== undefined && Math.abs(sized.factor - 1) > 0.05;
  const ownBar = sized?.umPerPx != null && (off || umPerPx === null) ? barFor(sized.umPerPx, box * 0.6) : null;
  const taxon = names.of(label.taxonId);
  const state = stateName(label);
  return (
    <div
      className={classes.tile}
      style={{ width: edge, height }}
      id={`tile-${id}`}
      role="option"
      aria-selected={chosen}
      aria-posinset={index + 1}
      aria-setsize={total}
      data-name={row.originalId}
      tabIndex={-1}
      draggable={carries && chosen}
      data-id={id}
      data-index={index}
      data-state={state}
      data-chosen={chosen || undefined}
      data-focused={focused || undefined}
      data-pending={pending || undefined}
      data-conflict={conflict !== null || undefined}
    >
      <span className={classes.said}>
        {t("label", { name: row.originalId, taxon: (blind && state === "predicted" ? null : taxon) ?? t("none"), state })}
      </span>
      <div
        className={classes.box}
        style={{ height: edge }}
        data-background={row.background ?? "light"}
        data-waiting={vignette.state === "waiting" || undefined}
      >
        {vignette.url !== null && sized !== null && (
          <img
            src={vignette.url}
            alt=""
            width={sized.width}
            height={sized.height}
            draggable={false}
            decoding="async"
            className={classes.image}
            data-enlarged={sized.width > (row.width ?? 0) * 1.5 || undefined}
          />
        )}
        {outlined && vignette.url !== null && sized !== null && (
          <MaskOutline session={session} id={id} width={sized.width} height={sized.height} />
        )}
        {(vignette.state === "none" || vignette.state === "failed") && (
          <span className={classes.lacking}>
            <IconPhotoOff size={18} aria-hidden />
            {t(vignette.state)}
          </span>
        )}
        {off && sized?.factor != null && <span className={classes.factor}>{factorText(sized.factor)}</span>}
        {umPerPx !== null && sized !== null && sized.factor === null && <span className={classes.factor}>{t("noScale")}</span>}
        {ownBar !== null && (
          <span className={classes.ownBar}>
            <i style={{ width: ownBar.px }} />
            {ownBar.label}
          </span>
        )}
        {row.vignettes > 1 && <span className={classes.images}>{row.vignettes}</span>}
        <span className={classes.corner}>
          <StateMark {...label} size={13} />
        </span>
      </div>
      {conflict === null ? (
        <Captions tile={tile} names={names} shown={shown} blind={blind} />
      ) : (
        <div className={classes.clash} title={conflict.message}>
          <span>{names.of((conflict.theirs ?? label).taxonId) ?? t("none")}</span>
          <s>
            {conflict.mine === null
              ? ""
              : (names.of(conflict.mine.taxonId === "keep" ? label.taxonId : conflict.mine.taxonId) ?? t("none"))}
          </s>
        </div>
      )}
    </div>
  );
});
