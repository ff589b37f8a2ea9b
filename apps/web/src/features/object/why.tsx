"use client";
import { Button, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { api } from "@/components/api.ts";
import type { ShownRun } from "@/components/run/use-runs.ts";
import classes from "./object.module.css";
import type { ObjectPage } from "./use-object.ts";

type Prediction = NonNullable<ObjectPage["prediction"]>;
type Props = { readonly object: ObjectPage; readonly prediction: Prediction };

const isOver = ({ state }: ShownRun): boolean => ["done", "refused", "failed", "cancelled"].includes(state);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What in the image speaks for the best taxon: asked for when somebody wants to know, since the network has to look again. */
export function Why({ object, prediction }: Props) {
  const t = useTranslations("object");
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const taxon = prediction.taxa[0]?.taxon;
  const image = object.vignettes[0];
  if (taxon === undefined || image === undefined) return null;

  const ask = async () => {
    setAsking(true);
    setFailed(null);
    try {
      const { run } = await api<{ run: number }>("POST", `objects/${object.id}/why`);
      let seen = await api<ShownRun>("GET", `runs/${run}`);
      for (; !isOver(seen); seen = await api<ShownRun>("GET", `runs/${run}`)) await pause(600);
      if (seen.state === "done") await queries.invalidateQueries({ queryKey: ["object", object.id] });
      else setFailed(seen.reason);
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
    } finally {
      setAsking(false);
    }
  };
  if (prediction.activation !== null) return <Activation image={image} cells={prediction.activation} taxon={taxon} />;
  return (
    <div>
      {object.role !== null && (
        <Button size="compact-sm" variant="default" loading={asking} onClick={ask}>
          {asking ? t("whyAsking") : t("why", { taxon })}
        </Button>
      )}
      {failed !== null && (
        <Text size="sm" c="red" role="alert">
          {t("whyFailed", { reason: failed })}
        </Text>
      )}
    </div>
  );
}

type Map = { readonly image: ObjectPage["vignettes"][number]; readonly cells: readonly number[]; readonly taxon: string };

function Activation({ image, cells, taxon }: Map) {
  const t = useTranslations("object");
  const canvas = useRef<HTMLCanvasElement>(null);
  const side = Math.round(Math.sqrt(cells.length));
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const pixels = context.createImageData(side, side);
    for (const [at, value] of cells.entries()) pixels.data.set([224, 49, 49, Math.round(value * 0.6)], at * 4);
    context.putImageData(pixels, 0, 0);
  }, [cells, side]);
  const isNothing = cells.every((value) => value === 0);
  return (
    <figure className={classes.why}>
      <div className={classes.whyImage} style={{ aspectRatio: `${image.width} / ${image.height}` }}>
        <img src={`/api/vignettes/${image.id}`} alt="" className={classes.whyLayer} />
        <canvas ref={canvas} width={side} height={side} className={classes.whyLayer} />
      </div>
      <figcaption>
        <Text size="xs" c="dimmed">
          {t(isNothing ? "whyNothing" : "whyMap", { taxon })}
        </Text>
      </figcaption>
    </figure>
  );
}
