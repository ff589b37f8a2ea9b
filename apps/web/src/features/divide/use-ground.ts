"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "@/components/api.ts";
import { greyOf, greyOfBase64 } from "@/components/grey-image.ts";
import { objectOf } from "./cut.ts";
import { type Greys, type Ground, scanGround, vignetteGround, windowAround } from "./ground.ts";
import type { Outline, ScanWindow } from "./types.ts";

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** A window on the scan: its tiles, put together. */
async function windowOf(acquisition: number, { x, y, width, height }: Box): Promise<{ window: ScanWindow; grey: Greys }> {
  const window = await api<ScanWindow>("GET", `acquisitions/${acquisition}/scan?x=${x}&y=${y}&width=${width}&height=${height}`);
  const data = new Uint8Array(window.window.width * window.window.height);
  for (const tile of window.tiles) {
    const { data: greys } = await greyOfBase64(tile.png);
    const [left, right] = [Math.max(x, tile.x), Math.min(x + window.window.width, tile.x + tile.width)];
    for (let row = Math.max(y, tile.y); row < Math.min(y + window.window.height, tile.y + tile.height); row++) {
      const from = (row - tile.y) * tile.width - tile.x;
      data.set(greys.subarray(from + left, from + right), (row - y) * window.window.width + left - x);
    }
  }
  return { window, grey: { data, width: window.window.width, height: window.window.height } };
}

export type GroundState = {
  readonly outline: Outline | undefined;
  /** Undefined while it loads; null: no object is to be seen. */
  readonly ground: Ground | null | undefined;
  readonly failure: Error | null;
  /** The scan is here but shows another picture in that place, or none can be shown. */
  readonly isScanOther: boolean;
};

/** What an object is divided on: its scan where that is here, else its vignette. */
export function useGround(id: number): GroundState {
  const outline = useQuery({ queryKey: ["outline", id], queryFn: () => api<Outline>("GET", `objects/${id}/outline`), gcTime: 0 });
  const { vignette = null, place = null, scan = null, acquisitionId = 0 } = outline.data ?? {};
  const picture = useQuery({
    queryKey: ["grey", vignette?.id],
    enabled: vignette !== null,
    queryFn: async () => greyOf(await (await fetch(`/api/vignettes/${vignette?.id}`)).blob()),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const object = useMemo(
    () => (outline.data === undefined || picture.data === undefined ? undefined : (objectOf(picture.data, outline.data) ?? null)),
    [outline.data, picture.data],
  );
  const box = object == null || place === null || scan === null ? null : windowAround(place, object.region, scan);
  const around = useQuery({
    queryKey: ["scan", acquisitionId, box],
    enabled: box !== null,
    queryFn: () => (box === null ? null : windowOf(acquisitionId, box)),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  const onScan = useMemo(() => {
    if (object == null || place === null || around.data == null) return undefined;
    return scanGround(id, { region: object.region, place }, around.data.window, around.data.grey);
  }, [id, object, place, around.data]);
  const onVignette = useMemo(() => {
    if (object == null || picture.data === undefined) return object === null ? null : undefined;
    return vignetteGround(picture.data, object.region);
  }, [object, picture.data]);
  const isWaiting = box !== null && around.isPending;
  return {
    outline: outline.data,
    ground: isWaiting ? undefined : (onScan ?? onVignette),
    failure: outline.error ?? picture.error,
    isScanOther: scan !== null && place !== null && !isWaiting && onScan === undefined,
  };
}
