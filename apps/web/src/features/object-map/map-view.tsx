"use client";
import { Skeleton, Text } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { type Corner, outlineOf } from "@nauplius/domain";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { ChosenPanel } from "./chosen-panel.tsx";
import { HoverCard } from "./hover-card.tsx";
import { Legend } from "./legend.tsx";
import { within } from "./model/chosen.ts";
import { type Colouring, colourOf, kindsOf, paint } from "./model/kinds.ts";
import { NoMap } from "./no-map.tsx";
import classes from "./object-map.module.css";
import { Pen } from "./pen.tsx";
import type { Hovered, PlotHandle } from "./plot-handle.ts";
import { type Tool, Tools } from "./tools.tsx";
import type { ListedMap } from "./types.ts";
import { usePalette } from "./use-palette.ts";
import type { LoadedMap } from "./use-points.ts";

/** The plot knows only browsers, and weighs more than the rest of the page. */
const Plot = dynamic(() => import("./plot.tsx").then((m) => m.Plot), { ssr: false, loading: () => <Skeleton height="100%" /> });

type Props = { readonly projectId: number; readonly map: ListedMap; readonly loaded: LoadedMap };

/** Of a point, px: the more there are, the smaller. */
const radiusFor = (points: number): number => Math.max(1.5, Math.min(5, 5 - Math.log10(Math.max(1, points / 500))));

/** A map to look at and to draw on. What is drawn is a part of the project: it opens in the grid. */
export function MapView({ projectId, map, loaded }: Props) {
  const t = useTranslations("objectMap");
  const palette = usePalette();
  const { ref: frame, width } = useElementSize();
  const plot = useRef<PlotHandle>(null);
  const [tool, setTool] = useState<Tool>("move");
  const [by, setBy] = useState<Colouring>("taxon");
  const [only, setOnly] = useState<number | null>(null);
  const [outline, setOutline] = useState<[number, number][] | null>(null);
  const [hovered, setHovered] = useState<Hovered | null>(null);
  const [isReady, setReady] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { of, kinds } = useMemo(() => kindsOf(loaded, by), [loaded, by]);
  const colours = useMemo(() => kinds.map((kind, at) => colourOf(kind, at, { by, palette })), [kinds, by, palette]);
  const chosen = useMemo(() => (outline === null ? null : within(loaded.points, outline)), [loaded, outline]);
  const painted = useMemo(() => {
    const isMeant =
      only === null && chosen === null ? null : (i: number) => (only === null || of[i] === only) && (chosen === null || chosen[i] === 1);
    return paint(of, colours, isMeant);
  }, [of, colours, only, chosen]);
  const draw = (line: readonly Corner[]) => {
    setOutline(outlineOf(line));
    setTool("move");
  };
  const takeInView = () => draw(plot.current?.inView() ?? []);
  const moves: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => plot.current?.pan(-0.1, 0),
    ArrowRight: () => plot.current?.pan(0.1, 0),
    ArrowUp: () => plot.current?.pan(0, -0.1),
    ArrowDown: () => plot.current?.pan(0, 0.1),
    "+": () => plot.current?.zoom(0.5),
    "-": () => plot.current?.zoom(-0.5),
    Enter: takeInView,
    Escape: () => (tool === "move" ? setOutline(null) : setTool("move")),
  };
  const press = (event: KeyboardEvent) => {
    const move = event.ctrlKey || event.metaKey || event.altKey || !isReady ? undefined : moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  };
  const id = hovered === null ? undefined : loaded.points.ids[hovered.point];
  if (failure !== null)
    return (
      <NoMap
        projectId={projectId}
        why="undrawn"
        detail={failure}
        onAgain={() => {
          setReady(false);
          setFailure(null);
        }}
      />
    );
  return (
    <div className={classes.view}>
      <div className={classes.main}>
        <Tools
          tool={tool}
          onTool={setTool}
          by={by}
          onBy={(next) => {
            setBy(next);
            setOnly(null);
          }}
          isReady={isReady}
          plot={() => plot.current}
          onInView={takeInView}
        />
        <div
          ref={frame}
          className={classes.frame}
          role="application"
          aria-busy={!isReady}
          aria-label={t("plot", { count: map.objects })}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys move the map; what it holds is said beside it
          tabIndex={0}
          onKeyDown={press}
        >
          <Plot
            ref={plot}
            points={loaded.points}
            colours={painted}
            outline={outline}
            outlineColour={palette.high}
            radius={radiusFor(loaded.points.ids.length)}
            onHover={setHovered}
            onReady={() => setReady(true)}
            onFailed={setFailure}
          />
          {tool !== "move" && (
            <Pen
              tool={tool}
              label={t(`draw.${tool}`)}
              onDrawn={(line) => draw(line.map(([x, y]) => plot.current?.place(x, y) ?? [0, 0]))}
            />
          )}
          {tool === "move" && hovered !== null && id !== undefined && (
            <HoverCard projectId={projectId} id={id} at={hovered} width={width} />
          )}
        </div>
        <Text size="xs" c="dimmed">
          {t("keys")}
        </Text>
      </div>
      <aside className={classes.side}>
        {chosen !== null && outline !== null ? (
          <ChosenPanel
            projectId={projectId}
            map={loaded}
            chosen={chosen}
            region={{ map: map.id, corners: outline }}
            onClear={() => setOutline(null)}
          />
        ) : (
          <Text size="sm" c="dimmed">
            {t("choose")}
          </Text>
        )}
        <Legend by={by} kinds={kinds} colours={colours} only={only} onOnly={setOnly} />
      </aside>
    </div>
  );
}
