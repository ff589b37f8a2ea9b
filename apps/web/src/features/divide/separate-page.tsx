"use client";
import { Alert, Anchor, Button, Group, Loader, Stack, Text } from "@mantine/core";
import type { Grey } from "@nauplius/imaging";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { api } from "@/components/api.ts";
import { greyOf } from "@/components/grey-image.ts";
import { PageFrame } from "@/components/page-frame.tsx";
import { type CutPart, cutBy, objectOf, straight } from "./cut.ts";
import classes from "./divide.module.css";
import { colourOf, Drawing } from "./drawing.tsx";
import { PlaceInScan } from "./place-in-scan.tsx";
import type { Line, Outline } from "./types.ts";
import { useDividing } from "./use-dividing.ts";

type Props = { readonly id: number; readonly name: string };

/** Separates an object that shows several individuals: lines are drawn over it, the parts are seen before anything is changed. */
export function SeparatePage({ id, name }: Props) {
  const t = useTranslations("divide");
  const outline = useQuery({ queryKey: ["outline", id], queryFn: () => api<Outline>("GET", `objects/${id}/outline`), gcTime: 0 });
  const vignette = outline.data?.vignette ?? null;
  const picture = useQuery({
    queryKey: ["grey", vignette?.id],
    enabled: vignette !== null,
    queryFn: async () => greyOf(await (await fetch(`/api/vignettes/${vignette?.id}`)).blob()),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const failure = outline.error?.message ?? picture.error?.message ?? (outline.data?.vignette === null ? t("noImage") : null);
  return (
    <PageFrame title={t("title", { name })} about={t("about")} crumbs={[{ href: `/objects/${id}`, text: name }]}>
      {failure !== null && <Alert color="red">{failure}</Alert>}
      {failure === null && (outline.data === undefined || picture.data === undefined) && <Loader size="sm" />}
      {outline.data !== undefined && picture.data !== undefined && <Table id={id} name={name} outline={outline.data} grey={picture.data} />}
    </PageFrame>
  );
}

function Table({ id, name, outline, grey }: Props & { readonly outline: Outline; readonly grey: Grey }) {
  const t = useTranslations("divide");
  const [lines, setLines] = useState<readonly Line[]>([]);
  const object = useMemo(() => objectOf(grey, outline), [grey, outline]);
  const cut = useMemo(
    () => (object === undefined || lines.length === 0 ? null : cutBy(object, lines, outline.pixelSize)),
    [object, lines, outline.pixelSize],
  );
  const dividing = useDividing();
  const parts = cut !== null && "parts" in cut ? cut.parts : [];
  if (object === undefined) return <Alert color="red">{t("noObject")}</Alert>;
  if (dividing.children !== null) return <Separated name={name} of={id} pieces={dividing.children} />;
  const { width, height } = object.region;
  return (
    <div className={classes.table}>
      <Drawing
        grey={grey}
        background={outline.vignette?.background ?? "light"}
        parts={parts}
        lines={lines}
        onLine={(line) => setLines([...lines, line])}
        label={t("picture", { name })}
      />
      <Stack gap="md">
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => setLines([...lines, straight(object, "down")])}>
            {t("down")}
          </Button>
          <Button size="xs" variant="default" onClick={() => setLines([...lines, straight(object, "across")])}>
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
        <Button disabled={parts.length < 2} loading={dividing.isBusy} onClick={() => dividing.ask({ do: "separate", object: id, lines })}>
          {parts.length < 2 ? t("separateWord") : t("separateInto", { count: parts.length })}
        </Button>
        <PlaceInScan outline={outline} width={width} height={height} />
      </Stack>
    </div>
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
