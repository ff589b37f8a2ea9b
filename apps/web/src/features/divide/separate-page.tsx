"use client";
import { Alert, Anchor, Button, Group, Loader, Stack, Text } from "@mantine/core";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { PageFrame } from "@/components/page-frame.tsx";
import { type CutPart, cutBy, straight } from "./cut.ts";
import classes from "./divide.module.css";
import { colourOf, Drawing, edgeColours } from "./drawing.tsx";
import { type Ground, linesFrom } from "./ground.ts";
import { PlaceInScan } from "./place-in-scan.tsx";
import type { Line, Outline } from "./types.ts";
import { useDividing } from "./use-dividing.ts";
import { useGround } from "./use-ground.ts";

type Props = { readonly id: number; readonly name: string };

/** Separates an object that shows several individuals: lines are drawn over it, on its scan where that is here; the parts are seen before anything
 *  is changed. */
export function SeparatePage({ id, name }: Props) {
  const t = useTranslations("divide");
  const { outline, ground, failure, isScanOther } = useGround(id);
  const sentence = failure?.message ?? (outline?.vignette === null ? t("noImage") : ground === null ? t("noObject") : null);
  return (
    <PageFrame title={t("title", { name })} about={t("about")} crumbs={[{ href: `/objects/${id}`, text: name }]}>
      {sentence !== null && <Alert color="red">{sentence}</Alert>}
      {sentence === null && (outline === undefined || ground === undefined) && <Loader size="sm" />}
      {sentence === null && outline !== undefined && ground != null && (
        <Table id={id} name={name} outline={outline} ground={ground} isScanOther={isScanOther} />
      )}
    </PageFrame>
  );
}

type TableProps = Props & { readonly outline: Outline; readonly ground: Ground; readonly isScanOther: boolean };

function Table({ id, name, outline, ground, isScanOther }: TableProps) {
  const t = useTranslations("divide");
  const { region } = ground;
  const [lines, setLines] = useState<readonly Line[]>([]);
  const cut = useMemo(() => (lines.length === 0 ? null : cutBy(region, lines, outline.pixelSize)), [region, lines, outline.pixelSize]);
  const dividing = useDividing();
  const parts = cut !== null && "parts" in cut ? cut.parts : [];
  const separate = () => dividing.ask({ do: "separate", object: id, lines: linesFrom(ground, lines), drawnOn: ground.drawnOn });
  if (dividing.children !== null) return <Separated name={name} of={id} pieces={dividing.children} />;
  return (
    <div className={classes.table}>
      <Drawing
        ground={ground}
        background={outline.vignette?.background ?? "light"}
        parts={parts}
        lines={lines}
        onLine={(line) => setLines([...lines, line])}
        label={t("picture", { name })}
      />
      <Stack gap="md">
        <DrawnOn ground={ground} isScanOther={isScanOther} />
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => setLines([...lines, straight(region, "down")])}>
            {t("down")}
          </Button>
          <Button size="xs" variant="default" onClick={() => setLines([...lines, straight(region, "across")])}>
            {t("across")}
          </Button>
          <Button size="xs" variant="default" disabled={lines.length === 0} onClick={() => setLines(lines.slice(0, -1))}>
            {t("undoLine")}
          </Button>
          <Button size="xs" variant="subtle" color="gray" disabled={lines.length === 0} onClick={() => setLines([])}>
            {t("clear")}
          </Button>
        </Group>
        <div aria-live="polite">
          {cut === null && <Text size="sm">{t("draw")}</Text>}
          {cut !== null && "refused" in cut && (
            <Text size="sm" c="orange.8">
              {t("notYet", { reason: cut.refused })}
            </Text>
          )}
          <Parts name={name} parts={parts} />
        </div>
        {dividing.failure !== null && <Alert color="red">{dividing.failure}</Alert>}
        <Button disabled={parts.length < 2} loading={dividing.isBusy} onClick={separate}>
          {parts.length < 2 ? t("separateWord") : t("separateInto", { count: parts.length })}
        </Button>
        <PlaceInScan outline={outline} width={region.width} height={region.height} />
      </Stack>
    </div>
  );
}

/** Says what is drawn on, and what the tinted edges are. */
function DrawnOn({ ground: { drawnOn, othersEdge }, isScanOther }: { readonly ground: Ground; readonly isScanOther: boolean }) {
  const t = useTranslations("divide");
  const keys = othersEdge.length > 0 ? (["own", "other"] as const) : (["own"] as const);
  return (
    <Stack gap={4}>
      <Text size="sm">{t(drawnOn === "scan" ? "onScan" : isScanOther ? "scanIsOther" : "onVignette")}</Text>
      <Group gap="md">
        {keys.map((key) => (
          <Group key={key} gap={6} wrap="nowrap">
            <span className={classes.swatch} style={{ background: `rgb(${edgeColours[key].join(",")})` }} />
            <Text size="xs">{t(`edge.${key}`)}</Text>
          </Group>
        ))}
      </Group>
    </Stack>
  );
}

function Parts({ name, parts }: { readonly name: string; readonly parts: readonly CutPart[] }) {
  const t = useTranslations("divide");
  const format = useFormatter();
  return (
    <Stack gap={6}>
      {parts.map(({ region, area, esd }, n) => (
        <Group key={`${region.x}-${region.y}`} gap="xs" wrap="nowrap">
          <span className={classes.swatch} style={{ background: `rgb(${colourOf(n).join(",")})` }} />
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {t("part", { name: `${name}_${n + 1}`, area })}
            {esd !== null && ` · ${t("esd", { esd: format.number(esd, { maximumSignificantDigits: 3 }) })}`}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}

type Pieces = { readonly name: string; readonly of: number; readonly pieces: readonly { readonly id: number; readonly name: string }[] };

function Separated({ name, of, pieces }: Pieces) {
  const t = useTranslations("divide");
  return (
    <Alert color="green" variant="light" title={t("separated", { name, count: pieces.length })}>
      <Stack gap={4} align="flex-start">
        {pieces.map((piece) => (
          <Anchor key={piece.id} component={Link} href={`/objects/${piece.id}`} size="sm">
            {piece.name}
          </Anchor>
        ))}
        <Text size="sm">{t("retired", { name })}</Text>
        <Anchor component={Link} href={`/objects/${of}`} size="sm">
          {t("toParent", { name })}
        </Anchor>
      </Stack>
    </Alert>
  );
}
