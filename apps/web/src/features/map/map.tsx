"use client";
import { Skeleton } from "@mantine/core";
import dynamic from "next/dynamic";
import type { SeaMapProps } from "./sea-map.tsx";

/** Leaflet knows only browsers: the map comes when the page lives in one. */
const Leaflet = dynamic(() => import("./sea-map.tsx").then((m) => m.SeaMap), {
  ssr: false,
  loading: () => <Skeleton height="100%" radius="md" />,
});

/** Positions on the outline of the land; its place is kept until it is there. */
export const SeaMap = ({ height = 320, ...map }: Omit<SeaMapProps, "height"> & { readonly height?: number | string }) => (
  <div style={{ height }}>
    <Leaflet height={height} {...map} />
  </div>
);
