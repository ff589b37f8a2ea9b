"use client";
import { Deck, OrthographicView, type OrthographicViewState } from "@deck.gl/core";
import { PathLayer, ScatterplotLayer } from "@deck.gl/layers";
import type { Corner, MapPoints } from "@nauplius/domain";
import { useEffect, useImperativeHandle, useRef } from "react";
import type { Rgb } from "./model/kinds.ts";
import classes from "./object-map.module.css";
import type { PlotHandle, PlotProps } from "./plot-handle.ts";

const view = new OrthographicView({ id: "map", flipY: false });
/** Zoom is the binary logarithm of pixels a unit. */
const zooms = { least: 4, most: 18 } as const;

/** The whole map, with some room around it. */
const whole = (element: HTMLElement): OrthographicViewState => ({
  target: [0, 0, 0],
  zoom: Math.log2(Math.max(60, Math.min(element.clientWidth, element.clientHeight)) / 2.1),
  minZoom: zooms.least,
  maxZoom: zooms.most,
});

/** Whether the browser draws by the graphics card at all; what is asked for to know it is given back. */
function canDraw(): boolean {
  const context = document.createElement("canvas").getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}

/** Points by deck.gl, which keeps them on the graphics card: coordinates and colours go there as they came, without a copy for each point. */
export function Plot({ ref, points, colours, outline, outlineColour, radius, onHover, onReady, onFailed }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const deck = useRef<Deck<OrthographicView> | null>(null);
  const state = useRef<OrthographicViewState | null>(null);
  const told = useRef({ onHover, onReady, onFailed });
  told.current = { onHover, onReady, onFailed };

  useEffect(() => {
    const parent = box.current;
    if (parent === null) return;
    if (!canDraw()) {
      told.current.onFailed("");
      return;
    }
    // The graphics card may go at any time (a driver that fails, a laptop that slept): the event does not rise, so it is caught on its way down.
    const onLost = () => told.current.onFailed("");
    parent.addEventListener("webglcontextlost", onLost, { capture: true });
    state.current = whole(parent);
    const made = new Deck<OrthographicView>({
      parent,
      views: view,
      initialViewState: state.current,
      controller: { doubleClickZoom: true, keyboard: false, dragRotate: false },
      onViewStateChange: ({ viewState }) => {
        state.current = viewState as OrthographicViewState;
      },
      onHover: ({ index, x, y }) => told.current.onHover(index < 0 ? null : { point: index, x, y }),
      onLoad: () => told.current.onReady(),
      onError: (error) => told.current.onFailed(error.message),
      getCursor: ({ isDragging, isHovering }) => (isDragging ? "grabbing" : isHovering ? "pointer" : "grab"),
      pickingRadius: 4,
    });
    deck.current = made;
    return () => {
      parent.removeEventListener("webglcontextlost", onLost, { capture: true });
      deck.current = null;
      made.finalize();
    };
  }, []);

  useEffect(() => {
    deck.current?.setProps({ layers: [pointsLayer(points, colours, radius), ...outlineLayer(outline, outlineColour)] });
  }, [points, colours, radius, outline, outlineColour]);

  useImperativeHandle(ref, (): PlotHandle => {
    const show = (next: OrthographicViewState) => {
      state.current = next;
      deck.current?.setProps({ initialViewState: { ...next } });
    };
    const port = () => deck.current?.getViewports()[0];
    return {
      place: (x, y) => {
        const [px = 0, py = 0] = port()?.unproject([x, y]) ?? [];
        return [px, py];
      },
      zoom: (steps) => {
        const now = state.current;
        if (now !== null) show({ ...now, zoom: Math.max(zooms.least, Math.min(zooms.most, Number(now.zoom) + steps)) });
      },
      pan: (right, down) => {
        const now = state.current;
        const parent = box.current;
        if (now === null || parent === null) return;
        const scale = 2 ** Number(now.zoom);
        const [x = 0, y = 0] = now.target ?? [];
        show({ ...now, target: [x + (right * parent.clientWidth) / scale, y - (down * parent.clientHeight) / scale, 0] });
      },
      whole: () => box.current !== null && show(whole(box.current)),
      inView: () => {
        const parent = box.current;
        const at = port();
        if (parent === null || at === undefined) return [];
        const { clientWidth: w, clientHeight: h } = parent;
        const corners = [
          [0, 0],
          [w, 0],
          [w, h],
          [0, h],
        ] as const;
        return corners.map(([x, y]): Corner => {
          const [px = 0, py = 0] = at.unproject([x, y]);
          return [px, py];
        });
      },
    };
  });
  return <div ref={box} className={classes.plot} />;
}

function pointsLayer({ ids, x, y }: MapPoints, colours: Uint8Array, radius: number) {
  const positions = new Float32Array(2 * ids.length);
  for (let i = 0; i < ids.length; i++) {
    positions[2 * i] = x[i] ?? 0;
    positions[2 * i + 1] = y[i] ?? 0;
  }
  return new ScatterplotLayer({
    id: "points",
    data: {
      length: ids.length,
      attributes: { getPosition: { value: positions, size: 2 }, getFillColor: { value: colours, size: 4, normalized: true } },
    },
    getRadius: radius,
    radiusUnits: "pixels",
    pickable: true,
    autoHighlight: true,
    highlightColor: [255, 255, 255, 255],
  });
}

const outlineLayer = (outline: readonly Corner[] | null, colour: Rgb) =>
  outline === null
    ? []
    : [
        new PathLayer({
          id: "outline",
          data: [[...outline, outline[0]].map((corner) => [corner?.[0] ?? 0, corner?.[1] ?? 0])],
          getPath: (path) => path as [number, number][],
          getColor: [...colour, 255],
          getWidth: 2,
          widthUnits: "pixels",
        }),
      ];
