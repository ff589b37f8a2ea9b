"use client";
import type { LatLng } from "leaflet";
import { useEffect, useState } from "react";
import { Rectangle, useMap, useMapEvents } from "react-leaflet";
import classes from "./map.module.css";

export type Box = { readonly south: number; readonly north: number; readonly west: number; readonly east: number };

const round = (n: number): number => Math.round(n * 1e3) / 1e3;
const clamp = (n: number, limit: number): number => Math.max(-limit, Math.min(limit, n));

/** The box between two corners, in the order in which they were set, within the world. */
function boxOf(a: LatLng, b: LatLng): Box {
  return {
    south: round(clamp(Math.min(a.lat, b.lat), 90)),
    north: round(clamp(Math.max(a.lat, b.lat), 90)),
    west: round(clamp(Math.min(a.lng, b.lng), 180)),
    east: round(clamp(Math.max(a.lng, b.lng), 180)),
  };
}

/** Drags a rectangle instead of the map. */
export function DrawBox({ onBox }: { readonly onBox: (box: Box) => void }) {
  const map = useMap();
  const [from, setFrom] = useState<LatLng | null>(null);
  const [to, setTo] = useState<LatLng | null>(null);
  useEffect(() => {
    map.dragging.disable();
    map.boxZoom.disable();
    return () => {
      map.dragging.enable();
      map.boxZoom.enable();
    };
  }, [map]);
  useMapEvents({
    mousedown: (event) => {
      setFrom(event.latlng);
      setTo(event.latlng);
    },
    mousemove: (event) => {
      if (from !== null) setTo(event.latlng);
    },
    mouseup: (event) => {
      if (from !== null && from.distanceTo(event.latlng) > 0) onBox(boxOf(from, event.latlng));
      setFrom(null);
      setTo(null);
    },
  });
  return from === null || to === null ? null : (
    <Rectangle bounds={[from, to].map((p): [number, number] => [p.lat, p.lng])} className={classes.box} interactive={false} />
  );
}
