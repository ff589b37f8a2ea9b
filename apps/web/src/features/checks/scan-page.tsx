"use client";
import { Alert, Checkbox, Group, Loader, SegmentedControl, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { PageFrame } from "@/components/page-frame.tsx";
import type { ScanOverview } from "@/features/divide/types.ts";
import classes from "./scan.module.css";

type Props = { readonly id: number; readonly name: string; readonly projectId: number };

/** The scan of an acquisition with the boxes of its objects and of what was left out, and why. */
export function ScanPage({ id, name, projectId }: Props) {
  const t = useTranslations("checks.scan");
  const scan = useQuery({ queryKey: ["overview", id], queryFn: () => api<ScanOverview>("GET", `acquisitions/${id}/overview`) });
  const crumbs = [
    { href: `/projects/${projectId}/checks`, text: t("checks") },
    { href: `/acquisitions/${id}`, text: name },
  ];
  return (
    <PageFrame title={t("title", { name })} about={t("about")} crumbs={crumbs}>
      {scan.isPending && <Loader size="sm" />}
      {scan.isError && <Alert color="red">{scan.error.message}</Alert>}
      {scan.data?.png === null && <Text c="dimmed">{t("none")}</Text>}
      {scan.data?.png != null && scan.data.facts !== null && <Scan scan={scan.data} png={scan.data.png} facts={scan.data.facts} />}
    </PageFrame>
  );
}

type Facts = NonNullable<ScanOverview["facts"]>;
type ScanProps = { readonly scan: ScanOverview; readonly png: string; readonly facts: Facts };
const zooms = ["1", "2", "4"] as const;

function Scan({ scan, png, facts }: ScanProps) {
  const t = useTranslations("checks.scan");
  const reasons = Object.keys(facts.counts).filter((why) => (facts.counts[why] ?? 0) > 0);
  const [hidden, setHidden] = useState<readonly string[]>(["tooSmall"]);
  const [zoom, setZoom] = useState<string>("1");
  const { wholeWidth, wholeHeight, frame } = facts;
  const isShown = (kind: string): boolean => !hidden.includes(kind);
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start">
        <Group gap="md">
          {["object", ...reasons].map((kind) => (
            <Checkbox
              key={kind}
              size="sm"
              checked={isShown(kind)}
              onChange={() => setHidden(isShown(kind) ? [...hidden, kind] : hidden.filter((each) => each !== kind))}
              label={<Key kind={kind} count={kind === "object" ? scan.objects.length : (facts.counts[kind] ?? 0)} />}
            />
          ))}
        </Group>
        <SegmentedControl
          size="xs"
          aria-label={t("zoom")}
          value={zoom}
          onChange={setZoom}
          data={zooms.map((value) => ({ value, label: t("times", { value }) }))}
        />
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className={classes.frame} tabIndex={0} aria-label={t("picture", { name: scan.acquisition })}>
        <div className={classes.whole} style={{ width: `${Number(zoom) * 100}%` }}>
          <img
            src={`data:image/png;base64,${png}`}
            alt={t("picture", { name: scan.acquisition })}
            width={facts.width}
            height={facts.height}
          />
          <svg viewBox={`0 0 ${wholeWidth} ${wholeHeight}`} aria-hidden="true">
            <rect className={classes.tray} {...frame} />
            {facts.rejected
              .filter(({ why }) => isShown(why))
              .map(({ why, area, ...box }) => (
                <rect key={`${box.x}-${box.y}`} className={classes[why]} {...box}>
                  <title>{t("left", { why: t(`why.${why}`), area })}</title>
                </rect>
              ))}
            {isShown("object") &&
              scan.objects.map(({ id, originalId, taxon, x, y, width, height }) => (
                <Link key={id} href={`/objects/${id}`} tabIndex={-1} aria-label={originalId}>
                  <rect className={classes.object} {...{ x, y, width, height }}>
                    <title>{taxon === null ? originalId : `${originalId} · ${taxon}`}</title>
                  </rect>
                </Link>
              ))}
          </svg>
        </div>
      </section>
      <LeftOut facts={facts} pixelSize={scan.pixelSize} />
    </Stack>
  );
}

function Key({ kind, count }: { readonly kind: string; readonly count: number }) {
  const t = useTranslations("checks.scan");
  return (
    <Group gap={6} wrap="nowrap">
      <svg viewBox="0 0 18 12" className={classes.key} aria-hidden>
        <rect x="1" y="1" width="16" height="10" className={classes[kind]} />
      </svg>
      <Text size="sm">{t("kind", { kind: kind === "object" ? t("objects") : t(`why.${kind}`), count })}</Text>
    </Group>
  );
}

const listed = 50;

/** The largest of what was left out, in words: what a picture of many boxes hides. */
function LeftOut({ facts, pixelSize }: { readonly facts: Facts; readonly pixelSize: number | null }) {
  const t = useTranslations("checks.scan");
  const format = useFormatter();
  const rows = facts.rejected.slice(0, listed);
  if (rows.length === 0) return <Text size="sm">{t("nothingLeft")}</Text>;
  const mm = (px: number): string => (pixelSize === null ? "" : format.number((px * pixelSize) / 1000, { maximumSignificantDigits: 3 }));
  return (
    <Table verticalSpacing={4} horizontalSpacing={6} maw={720} captionSide="top">
      <Table.Caption>{t("largest", { count: rows.length })}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("reason")}</Table.Th>
          <Table.Th ta="right">{t("place")}</Table.Th>
          <Table.Th ta="right">{t("size")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ why, x, y, width, height, area }) => (
          <Table.Tr key={`${x}-${y}`}>
            <Table.Td>{t(`why.${why}`)}</Table.Td>
            <Table.Td ta="right">{t("at", { x, y })}</Table.Td>
            <Table.Td ta="right">{pixelSize === null ? t("px", { area }) : t("mm", { width: mm(width), height: mm(height) })}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
