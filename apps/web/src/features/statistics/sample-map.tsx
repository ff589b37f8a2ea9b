"use client";
import { Button, Card, Group, Text } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { fileName, pngOf, save } from "@/components/chart.tsx";
import { UnsignedLine, useUnsigned } from "@/components/unsigned.tsx";
import { drawingOf } from "@/features/map/drawing.ts";
import { SeaMap } from "@/features/map/map.tsx";
import { withSigned } from "./model/common.ts";
import { saveTable } from "./save-table.ts";
import classes from "./statistics.module.css";
import type { Statistics } from "./types.ts";

/** Where the samples are; a point opens its sample. As every picture it goes out as SVG, PNG and table. */
export function SampleMap({ statistics }: { readonly statistics: Statistics }) {
  const t = useTranslations("statistics");
  const tc = useTranslations("site.chart");
  const router = useRouter();
  const unsigned = useUnsigned();
  const place = useRef<HTMLDivElement>(null);
  const title = t("map");
  const total = (counts: Statistics["samples"][number]["counts"]) => Object.values(counts).reduce((sum, n) => sum + n, 0);
  const most = Math.max(1, ...statistics.samples.map(({ counts }) => total(counts)));
  const points = statistics.samples.flatMap(({ id, name, latitude, longitude, counts }) =>
    latitude === null || longitude === null
      ? []
      : [{ id, name, latitude, longitude, weight: total(counts) / most, objects: total(counts) }],
  );
  const table = () => {
    const places = points.map(({ name, latitude, longitude, objects }) => [name, latitude, longitude, objects]);
    const numbers = { head: ["sample", "latitude", "longitude", "objects"], rows: places };
    saveTable(`${fileName(title)}.csv`, withSigned(numbers, unsigned.names));
  };
  const write = async (form: "svg" | "png") => {
    const map = place.current?.querySelector<HTMLElement>(".leaflet-container");
    if (map == null) return;
    const svg = drawingOf(map, unsigned.sentence);
    save(`${fileName(title)}.${form}`, form === "svg" ? svg : await pngOf(svg, { width: map.clientWidth, height: map.clientHeight }));
  };
  const small = { size: "compact-xs", variant: "subtle", color: "gray" } as const;
  return (
    <Card withBorder padding="sm">
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {points.length > 0 && (
          <Button {...small} aria-label={tc("saveTable", { title })} onClick={table}>
            {tc("table")}
          </Button>
        )}
      </div>
      {points.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("noPlaces")}
        </Text>
      ) : (
        <div ref={place}>
          <SeaMap label={title} points={points} height={380} onPoint={(id) => router.push(`/samples/${id}`)} />
        </div>
      )}
      <UnsignedLine />
      <Group justify="space-between" mt={4}>
        <Text size="xs">
          {t("taxa", { count: statistics.taxa.length })} · {t("samples", { count: statistics.samples.length })}
        </Text>
        {points.length > 0 && (
          <Group gap={4}>
            {(["svg", "png"] as const).map((form) => (
              <Button key={form} {...small} aria-label={tc("save", { title, form: tc(form) })} onClick={() => void write(form)}>
                {tc(form)}
              </Button>
            ))}
          </Group>
        )}
      </Group>
    </Card>
  );
}
