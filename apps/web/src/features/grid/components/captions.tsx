"use client";
import { useFormatter } from "next-intl";
import type { Names } from "../model/names.ts";
import { esdMm } from "../model/scale.ts";
import type { Tile } from "../model/tiles.ts";
import type { Caption } from "../model/view-address.ts";
import classes from "./tile.module.css";

type Formatter = ReturnType<typeof useFormatter>;

const round = (n: number): string => String(Number(n.toPrecision(3)));

function depthText(min: number | null, max: number | null): string {
  if (min === null && max === null) return "";
  const [a, b] = [round(min ?? max ?? 0), round(max ?? min ?? 0)];
  return a === b ? `${a} m` : `${a}–${b} m`;
}

/** The score of the taxon that is shown, and what else the model thought of. */
const guessesOf = ({ guesses }: Tile["row"], { state, proposed }: Tile["label"], names: Names, format: Formatter): string =>
  state !== "predicted" || proposed || guesses === null
    ? ""
    : guesses
        .map(({ taxonId, score }, at) => `${at === 0 ? "" : `${names.of(taxonId) ?? "?"} `}${format.number(score, { style: "percent" })}`)
        .join(" · ");

/** What one line under a tile says; empty where the object lacks it. */
function textOf(caption: Caption, { row, label }: Tile, names: Names, place: number, format: Formatter): string {
  switch (caption) {
    case "taxon":
      return names.of(label.taxonId) ?? "";
    case "score":
      return label.score === null
        ? ""
        : format.number(label.score, { style: "percent", maximumFractionDigits: label.score > 0.995 ? 1 : 0 });
    case "guesses":
      return guessesOf(row, label, names, format);
    case "esd": {
      const esd = esdMm(row.area, row.pixelSize);
      return esd === null ? "" : `${round(esd)} mm`;
    }
    case "sample":
      return row.sample;
    case "depth":
      return depthText(row.depthMin, row.depthMax);
    case "date":
      return [row.date, row.time?.slice(0, 5)].filter(Boolean).join(" ");
    case "name":
      return row.originalId;
    default: {
      const value = row.values?.[place];
      return value === null || value === undefined ? "" : typeof value === "number" ? `${caption.name} ${round(value)}` : value;
    }
  }
}

/** What only the model says of a predicted object. */
const said: ReadonlySet<Caption> = new Set<Caption>(["taxon", "score", "guesses"]);

/** The chosen fields under a tile: the first on a line of its own, short ones share one. */
export function Captions({
  tile,
  names,
  shown,
  blind,
}: {
  readonly tile: Tile;
  readonly names: Names;
  readonly shown: readonly Caption[];
  readonly blind: boolean;
}) {
  const format = useFormatter();
  const columns = shown.filter((c) => typeof c !== "string");
  const isHidden = (c: Caption) => blind && tile.label.state === "predicted" && !tile.label.proposed && said.has(c);
  const text = (c: Caption) => (isHidden(c) ? "" : textOf(c, tile, names, typeof c === "string" ? -1 : columns.indexOf(c), format));
  return (
    <div className={classes.captions}>
      {captionLines(shown).map((line) => (
        <div key={JSON.stringify(line[0])} className={classes.line} data-main={line[0] === "taxon" || undefined}>
          {line.map((c) => (
            <span key={JSON.stringify(c)} title={text(c)}>
              {text(c)}
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}

/** Score and size are short: they share a line. */
export function captionLines(shown: readonly Caption[]): Caption[][] {
  const lines: Caption[][] = [];
  for (const caption of shown) {
    const last = lines.at(-1);
    const short = caption === "score" || caption === "esd";
    if (short && last?.length === 1 && (last[0] === "score" || last[0] === "esd")) last.push(caption);
    else lines.push([caption]);
  }
  return lines;
}
