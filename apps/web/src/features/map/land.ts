import type { FeatureCollection, GeoJsonObject } from "geojson";
import { feature } from "topojson-client";
import type { Topology } from "topojson-specification";

/** Outlines of the land (Natural Earth, through world-atlas), coarse to fine: part of the build, so that no tile server is asked. */
const details = [
  { fromZoom: 0, load: () => import("world-atlas/land-110m.json") },
  { fromZoom: 4, load: () => import("world-atlas/land-50m.json") },
  { fromZoom: 7, load: () => import("world-atlas/land-10m.json") },
] as const;

const loaded = new Map<number, Promise<GeoJsonObject>>();

/** Which of the outlines a zoom needs. */
export const detailFor = (zoom: number): number => details.findLastIndex((d) => zoom >= d.fromZoom);

export function landAt(detail: number): Promise<GeoJsonObject> {
  const known = loaded.get(detail);
  if (known !== undefined) return known;
  const making = (details[detail] ?? details[0]).load().then((module) => {
    // The package ships plain JSON without types; its form is that of TopoJSON.
    const topology = module.default as unknown as Topology;
    const land = topology.objects.land;
    if (land === undefined) throw new Error("world-atlas: no object named land");
    return feature(topology, land) as FeatureCollection;
  });
  loaded.set(detail, making);
  return making;
}

/** Meridians and parallels: without them an empty sea says nothing. */
export function graticule(step: number): GeoJsonObject {
  const line = (coordinates: number[][]) => ({
    type: "Feature" as const,
    properties: {},
    geometry: { type: "LineString" as const, coordinates },
  });
  const count = (from: number, to: number) => Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => from + i * step);
  const lines = [
    ...count(-180, 180).map((lon) =>
      line([
        [lon, -85],
        [lon, 85],
      ]),
    ),
    ...count(-80, 80).map((lat) =>
      line([
        [-180, lat],
        [180, lat],
      ]),
    ),
  ];
  return { type: "FeatureCollection", features: lines } as FeatureCollection;
}

export const graticuleStep = (zoom: number): number => (zoom >= 9 ? 0.5 : zoom >= 7 ? 1 : zoom >= 5 ? 5 : zoom >= 3 ? 10 : 30);
