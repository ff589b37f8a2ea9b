"use client";
import { Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { objectId } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { StateMark } from "@/components/state/mark.tsx";
import { VignetteStrip } from "@/components/vignette/strip.tsx";
import classes from "./object-map.module.css";
import type { Hovered } from "./plot-handle.ts";
import { useObjects } from "./use-objects.ts";

type Props = { readonly projectId: number; readonly id: number; readonly at: Hovered; readonly width: number };

/** How long a pointer rests before the object under it is asked for, ms. */
const restMs = 80;

/** The object under the pointer: its vignette, taxon and sample. */
export function HoverCard({ projectId, id, at, width }: Props) {
  const t = useTranslations("objectMap");
  const [rested] = useDebouncedValue(id, restMs);
  const { data } = useObjects(projectId, rested === id ? { objects: [objectId.parse(id)] } : null, 1);
  const object = data?.objects[0];
  if (object === undefined) return null;
  const taxon = data?.taxa.find((one) => one.id === object.taxonId)?.displayName ?? t("legend.noTaxon");
  const image = object.vignetteId === null || object.width === null || object.height === null ? [] : [object.vignetteId];
  return (
    <div className={classes.card} style={{ top: at.y + 14, ...(at.x > width / 2 ? { right: width - at.x + 14 } : { left: at.x + 14 }) }}>
      <VignetteStrip
        edge={112}
        images={image.map((vignetteId) => ({
          ...{ objectId: id, vignetteId, width: object.width ?? 1, height: object.height ?? 1 },
          background: object.background ?? "light",
        }))}
      />
      <Text size="xs" fw={600}>
        <StateMark state={object.state} proposed={object.proposed} accepted={object.accepted} size={12} /> {taxon}
      </Text>
      <Text size="xs" c="dimmed">
        {object.originalId} · {object.sample}
      </Text>
    </div>
  );
}
