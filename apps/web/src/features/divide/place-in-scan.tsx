"use client";
import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import classes from "./divide.module.css";
import type { Outline, ScanOverview } from "./types.ts";

type Props = { readonly outline: Outline; readonly width: number; readonly height: number };

/** How much of the scan is shown around the object, in its own sizes. */
const around = 6;

/** Where the object lies in its scan, where the scan is here. */
export function PlaceInScan({ outline, width, height }: Props) {
  const t = useTranslations("divide");
  const { place, acquisitionId } = outline;
  const scan = useQuery({
    queryKey: ["overview", acquisitionId],
    enabled: place !== null,
    queryFn: () => api<ScanOverview>("GET", `acquisitions/${acquisitionId}/overview`),
    retry: false,
  });
  const { png = null, facts = null } = scan.data ?? {};
  if (place === null || png === null || facts === null) return null;
  const share = facts.width / facts.wholeWidth;
  const side = Math.max(width, height) * around;
  const [x, y] = [place.x + width / 2 - side / 2, place.y + height / 2 - side / 2].map((corner) => corner * share);
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500}>
        {t("inScan")}
      </Text>
      <svg viewBox={`${x} ${y} ${side * share} ${side * share}`} className={classes.scan} role="img" aria-label={t("inScan")}>
        <image href={`data:image/png;base64,${png}`} width={facts.width} height={facts.height} />
        <rect
          {...{ x: place.x * share, y: place.y * share, width: width * share, height: height * share }}
          fill="none"
          stroke="#e8590c"
          strokeWidth={2}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
    </Stack>
  );
}
