"use client";
import { Skeleton } from "@mantine/core";
import dynamic from "next/dynamic";
import classes from "./map.module.css";

/** Leaflet knows only browsers: the map comes when the page lives in one. */
export const SeaMap = dynamic(() => import("./sea-map.tsx").then((m) => m.SeaMap), {
  ssr: false,
  loading: () => <Skeleton className={classes.map} />,
});
