"use client";
import "leaflet/dist/leaflet.css";
import type { GeoJsonObject } from "geojson";
import { latLngBounds } from "leaflet";
import { useEffect, useState } from "react";
import { CircleMarker, GeoJSON, MapContainer, Pane, Rectangle, ScaleControl, Tooltip, useMap, useMapEvents } from "react-leaflet";
import { type Box, DrawBox } from "./draw-box.tsx";
import { detailFor, graticule, graticuleStep, landAt } from "./land.ts";
import classes from "./map.module.css";

export type MapPoint = {
  readonly id: number;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Larger for more objects; 1 when left out. */
  readonly weight?: number;
  readonly here?: boolean;
};

export type SeaMapProps = {
  readonly points: readonly MapPoint[];
  readonly onPoint?: (id: number) => void;
  readonly box?: Box | undefined;
  readonly onBox?: (box: Box) => void;
  readonly height: number | string;
  /** How near the map goes by itself when all points lie together. */
  readonly closest?: number;
  readonly label: string;
};

function Sea() {
  const map = useMap();
  const [zoom, setZoom] = useState(map.getZoom());
  const [land, setLand] = useState<{ detail: number; shape: GeoJsonObject } | null>(null);
  useMapEvents({ zoomend: () => setZoom(map.getZoom()) });
  const detail = detailFor(zoom);
  useEffect(() => {
    let left = false;
    void landAt(detail).then((shape) => {
      if (!left) setLand({ detail, shape });
    });
    return () => {
      left = true;
    };
  }, [detail]);
  const step = graticuleStep(zoom);
  return (
    // Below whatever stands on the map, whenever the land arrives.
    <Pane name="sea" style={{ zIndex: 350 }}>
      <GeoJSON key={`lines-${step}`} data={graticule(step)} interactive={false} style={{ className: classes.lines }} />
      {land !== null && <GeoJSON key={`land-${land.detail}`} data={land.shape} interactive={false} style={{ className: classes.land }} />}
    </Pane>
  );
}

/** Shows all points at first, and again when they are others. */
type FitProps = { readonly points: readonly MapPoint[]; readonly box: Box | undefined; readonly closest: number };
function Fit({ points, box, closest }: FitProps) {
  const map = useMap();
  const key = points.map((p) => p.id).join();
  useEffect(() => {
    const corners = points.map((p): [number, number] => [p.latitude, p.longitude]);
    if (box !== undefined && box.west <= box.east) corners.push([box.south, box.west], [box.north, box.east]);
    if (corners.length === 0) map.setView([20, 0], 1);
    else map.fitBounds(latLngBounds(corners), { padding: [36, 36], maxZoom: closest, animate: false });
  }, [map, key]);
  return null;
}

/** Positions on the outline of the land, with no server but ours. */
export function SeaMap({ points, onPoint, box, onBox, height, closest = 8, label }: SeaMapProps) {
  return (
    <section aria-label={label}>
      <MapContainer
        className={classes.map}
        style={{ height }}
        center={[20, 0]}
        zoom={2}
        minZoom={1}
        maxZoom={13}
        worldCopyJump
        attributionControl={false}
        preferCanvas={false}
      >
        <Sea />
        <Fit points={points} box={box} closest={closest} />
        <ScaleControl imperial={false} />
        {points.map((point) => (
          <CircleMarker
            key={point.id}
            center={[point.latitude, point.longitude]}
            radius={4 + 6 * Math.sqrt(point.weight ?? 0.25)}
            className={point.here ? classes.here : classes.point}
            eventHandlers={onPoint && { click: () => onPoint(point.id) }}
          >
            <Tooltip>{point.name}</Tooltip>
          </CircleMarker>
        ))}
        {box !== undefined && box.west <= box.east && (
          <Rectangle
            bounds={[
              [box.south, box.west],
              [box.north, box.east],
            ]}
            className={classes.box}
            interactive={false}
          />
        )}
        {onBox !== undefined && <DrawBox onBox={onBox} />}
      </MapContainer>
    </section>
  );
}
