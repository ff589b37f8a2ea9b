"use client";
import { Anchor, Group, ScrollArea, Table, Text } from "@mantine/core";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { objectsHref } from "@/features/statistics/model/common.ts";
import { RunButton } from "./run-button.tsx";
import type { SpaceData } from "./types.ts";

/** Samples that came after the space was frozen: placed without fitting anew, with what drifts. */
export function PlacedSection({ space, mayManage }: { readonly space: SpaceData; readonly mayManage: boolean }) {
  const t = useTranslations("spaces");
  const format = useFormatter();
  const { placed } = space.result;
  const percent = (share: number | null) => (share === null ? "–" : format.number(share, { style: "percent", maximumFractionDigits: 1 }));
  if (placed === undefined && !mayManage) return null;
  return (
    <>
      <Group justify="space-between">
        <h2>{t("placed")}</h2>
        {mayManage && (
          <RunButton projectId={space.projectId} path={`spaces/${space.id}/place`} kind="placeSamples" word={t("placeStart")} />
        )}
      </Group>
      <Text size="sm" c="dimmed" mb="sm">
        {t("placedAbout")}
      </Text>
      {placed !== undefined && (
        <ScrollArea>
          <Table striped aria-label={t("placed")}>
            <Table.Thead>
              <Table.Tr>
                {(["sample", "individualsShort", "outside", "unplaced", "beyond"] as const).map((name) => (
                  <Table.Th key={name}>{t(`drift.${name}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {placed.samples.map(({ id, name, individuals, drift }) => (
                <Table.Tr key={id}>
                  <Table.Td>
                    <Anchor component={Link} href={objectsHref(space.projectId, { samples: [id] })}>
                      {name}
                    </Anchor>
                  </Table.Td>
                  <Table.Td>{format.number(individuals)}</Table.Td>
                  <Table.Td>{percent(drift.outside)}</Table.Td>
                  <Table.Td>{percent(drift.unplaced)}</Table.Td>
                  <Table.Td>
                    {drift.beyond
                      .filter(({ share }) => share > 0)
                      .map(({ feature, share }) => `${feature} ${percent(share)}`)
                      .join(", ") || "–"}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      )}
    </>
  );
}
