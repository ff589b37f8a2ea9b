"use client";
import { Anchor, Text, TextInput } from "@mantine/core";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import classes from "./object.module.css";
import type { ObjectPage } from "./use-object.ts";

export type FieldLine = { readonly name: string; readonly value: ReactNode; readonly unit?: string | null; readonly stale?: boolean };

/** A unit as it is printed: files write m3 and um. */
export const unitText = (unit: string): string =>
  unit.replace(/\bum(?=\d?\b)/g, "µm").replace(/(?<=\p{L})[23]\b/gu, (power) => (power === "2" ? "²" : "³"));

/** Names and values in two columns; what is missing is shown as missing, not left out. */
export function FieldTable({ title, lines }: { readonly title?: ReactNode; readonly lines: readonly FieldLine[] }) {
  const t = useTranslations("object.fields");
  if (lines.length === 0) return null;
  return (
    <section>
      {title !== undefined && (
        <Text size="xs" fw={600} c="dimmed" mb={4} component="div">
          {title}
        </Text>
      )}
      <dl className={classes.fields}>
        {lines.map((line) => (
          <div key={line.name}>
            <dt title={line.name}>{line.name}</dt>
            <dd>
              {line.value === null || line.value === "" ? <span className={classes.missing}>–</span> : line.value}
              {line.unit != null && line.value !== null && line.value !== "" && (
                <span className={classes.unit}> {unitText(line.unit)}</span>
              )}
              {line.stale === true && <span className={classes.staleMark}>{t("stale")}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

type Free = Readonly<Record<string, string | number | null>>;
type Definitions = readonly { readonly level: string; readonly name: string; readonly unit: string | null }[];

/** Numbers as people read them; exact ones stay exact. */
export function useShown() {
  const format = useFormatter();
  return (value: string | number | null): string | null =>
    value === null ? null : typeof value === "number" ? format.number(value, { maximumSignificantDigits: 7, useGrouping: false }) : value;
}

/** Free columns of one level in the order of the project's dictionary. */
export function freeLines(
  level: string,
  free: Free,
  definitions: Definitions,
  shown: (v: string | number | null) => string | null,
): FieldLine[] {
  const known = definitions.filter((d) => d.level === level);
  const names = [...new Set([...known.map((d) => d.name), ...Object.keys(free)])];
  return names.map((name) => ({ name, value: shown(free[name] ?? null), unit: known.find((d) => d.name === name)?.unit ?? null }));
}

/** All fields of an object and of what stands above it, level by level. */
export function FieldGroups({ object }: { readonly object: ObjectPage }) {
  const t = useTranslations("object.fields");
  const shown = useShown();
  const [find, setFind] = useState("");
  const { sample, acquisition, process, fields } = object;
  const needle = find.trim().toLowerCase();
  const fit = (lines: readonly FieldLine[]) => lines.filter((line) => line.name.toLowerCase().includes(needle));
  const isColumn = (name: string) => fields.some((d) => d.level === "object" && d.name === name);
  const features = object.features.filter((f) => !isColumn(f.name));
  // Features are kept in single precision; where that changes a value, the exact one lies among the free columns.
  const exact = (name: string) => (isColumn(name) ? undefined : object.free[name]);
  const own = Object.fromEntries(Object.entries(object.free).filter(([name]) => !features.some((f) => f.name === name)));
  const when = [object.date, object.time?.slice(0, 8)].filter(Boolean).join(" ");
  return (
    <>
      <TextInput size="xs" placeholder={t("find")} aria-label={t("find")} value={find} onChange={(e) => setFind(e.currentTarget.value)} />
      <FieldTable
        title={t("object")}
        lines={fit([
          { name: t("when"), value: when === "" ? null : `${when} UTC` },
          { name: t("latitude"), value: shown(object.latitude), unit: "°" },
          { name: t("longitude"), value: shown(object.longitude), unit: "°" },
          { name: t("depthMin"), value: shown(object.depthMin), unit: "m" },
          { name: t("depthMax"), value: shown(object.depthMax), unit: "m" },
          ...(object.link === "" ? [] : [{ name: t("link"), value: <SafeLink href={object.link} /> }]),
          ...(object.complementInfo === "" ? [] : [{ name: t("complementInfo"), value: object.complementInfo }]),
          ...freeLines("object", own, fields, shown),
        ])}
      />
      <FieldTable
        title={t("features")}
        lines={fit(features.map((f) => ({ name: f.name, value: shown(exact(f.name) ?? f.value), unit: f.unit === "1" ? null : f.unit })))}
      />
      <FieldTable
        title={
          <>
            {t("sample")}{" "}
            <Anchor component={Link} href={`/samples/${sample.id}`} size="xs">
              {sample.name}
            </Anchor>
          </>
        }
        lines={fit(freeLines("sample", sample.free, fields, shown))}
      />
      <FieldTable
        title={
          <>
            {t("acquisition")}{" "}
            <Anchor component={Link} href={`/acquisitions/${acquisition.id}`} size="xs">
              {acquisition.name}
            </Anchor>
          </>
        }
        lines={fit([
          { name: t("instrument"), value: acquisition.instrument === "?" ? null : acquisition.instrument },
          { name: t("pixelSize"), value: shown(acquisition.pixelSize), unit: "µm", stale: acquisition.stale.includes("pixel_size") },
          { name: t("subPart"), value: shown(acquisition.subPart), stale: acquisition.stale.includes("sub_part") },
          ...freeLines("acquisition", acquisition.free, fields, shown),
        ])}
      />
      {process !== null && (
        <FieldTable
          title={`${t("process")} ${process.name}`}
          lines={fit([
            { name: t("dialect"), value: process.dialect, stale: acquisition.stale.includes("dialect") },
            ...freeLines("process", process.free, fields, shown),
          ])}
        />
      )}
    </>
  );
}

/** A link from a file is only a link when it leads to the web; everything else stays text. */
export function SafeLink({ href }: { readonly href: string }): ReactNode {
  return /^https?:\/\//i.test(href) ? (
    <Anchor href={href} target="_blank" rel="noopener noreferrer nofollow" size="sm">
      {href}
    </Anchor>
  ) : (
    href
  );
}
