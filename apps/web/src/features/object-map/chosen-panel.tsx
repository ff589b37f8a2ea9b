"use client";
import { Anchor, Button, Group, Stack, Table, Text } from "@mantine/core";
import { defaultSort, type MapRegion, queryOfView } from "@nauplius/domain";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { LinkButton } from "@/components/link-button.tsx";
import { VignetteStrip } from "@/components/vignette/strip.tsx";
import { sharesOf } from "./model/chosen.ts";
import classes from "./object-map.module.css";
import { useObjects } from "./use-objects.ts";
import type { LoadedMap } from "./use-points.ts";

type Props = {
  readonly projectId: number;
  readonly map: LoadedMap;
  readonly chosen: Uint8Array;
  readonly region: MapRegion;
  readonly onClear: () => void;
};

/** So many vignettes and taxa stand beside the map; all of them are in the grid. */
const [shownVignettes, shownTaxa] = [24, 12];

/** What an outline holds, in numbers and pictures, and the way to it in the grid. */
export function ChosenPanel({ projectId, map, chosen, region, onClear }: Props) {
  const t = useTranslations("objectMap");
  const format = useFormatter();
  const { objects, taxa } = sharesOf(map, chosen);
  const looked = useObjects(projectId, objects === 0 ? null : { region }, shownVignettes);
  const here = (taxon: number | null) =>
    `/projects/${projectId}/objects?${new URLSearchParams(queryOfView({ filter: { region, ...(taxon === null ? {} : { taxa: [taxon as never] }) }, sort: defaultSort }))}`;
  const images = (looked.data?.objects ?? []).flatMap((object) =>
    object.vignetteId === null || object.width === null || object.height === null
      ? []
      : [
          {
            objectId: object.id,
            vignetteId: object.vignetteId,
            width: object.width,
            height: object.height,
            background: object.background ?? "light",
          },
        ],
  );
  return (
    <Stack gap="xs" component="section" aria-label={t("chosen.label")}>
      <Text fw={600} role="status">
        {t("chosen.count", { count: objects })}
      </Text>
      <Group gap="xs">
        {objects > 0 && <LinkButton href={here(null)}>{t("chosen.open")}</LinkButton>}
        <Button size="xs" variant="default" onClick={onClear}>
          {t("chosen.clear")}
        </Button>
      </Group>
      {images.length > 0 && <VignetteStrip images={images} edge={56} links wraps />}
      {taxa.length > 0 && (
        <Table verticalSpacing={2} fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("chosen.taxon")}</Table.Th>
              <Table.Th ta="right">{t("chosen.objects")}</Table.Th>
              <Table.Th ta="right">{t("chosen.share")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {taxa.slice(0, shownTaxa).map(({ id, name, objects: n }) => (
              <Table.Tr key={id}>
                <Table.Td className={classes.taxon}>
                  {id === null ? (
                    t("legend.noTaxon")
                  ) : (
                    <Anchor component={Link} href={here(id)} inherit>
                      {name}
                    </Anchor>
                  )}
                </Table.Td>
                <Table.Td ta="right">{format.number(n)}</Table.Td>
                <Table.Td ta="right">{format.number(n / objects, { style: "percent", maximumFractionDigits: 1 })}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {taxa.length > shownTaxa && (
        <Text size="xs" c="dimmed">
          {t("chosen.moreTaxa", { count: taxa.length - shownTaxa })}
        </Text>
      )}
    </Stack>
  );
}
