"use client";
import { Card, Select, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { api } from "@/components/api.ts";
import { PictureCard } from "@/features/statistics/picture-card.tsx";
import classes from "@/features/statistics/statistics.module.css";
import { agreementOf } from "./model/beside.ts";
import { biplotPicture, withoutBox } from "./model/pictures.ts";
import type { OtherSpace, SpaceData } from "./types.ts";
import { useWords } from "./use-words.ts";

type Props = {
  readonly space: SpaceData;
  readonly others: readonly OtherSpace[];
  readonly axes: { readonly x: number; readonly y: number };
};

/** Another space of the project beside this one: a refit is a version of its own, and the two are compared on the individuals of both. */
export function BesideSection({ space, others, axes }: Props) {
  const t = useTranslations("spaces");
  const format = useFormatter();
  const words = useWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const { data } = useQuery({
    queryKey: ["space", chosen],
    enabled: chosen !== null,
    queryFn: ({ signal }) => api<SpaceData>("GET", `spaces/${chosen}`, undefined, signal),
  });
  const of = useMemo(() => ({ projectId: space.projectId, t: words }), [space.projectId, words]);
  const pictures = useMemo(() => {
    if (data === undefined) return null;
    const within = { x: Math.min(axes.x, data.result.axes - 1), y: Math.min(axes.y, data.result.axes - 1) };
    return {
      own: withoutBox(biplotPicture(space.result, axes, of)),
      other: withoutBox(biplotPicture(data.result, within, of)),
      said: agreementOf(space.result, data.result),
    };
  }, [data, space.result, axes, of]);
  if (others.length === 0) return null;
  const other = others.find(({ id }) => String(id) === chosen);
  const name = ({ preparation, preparationVersion, createdAt, morphs, axes: kept }: OtherSpace) =>
    `${t("preparation", { name: preparation, version: preparationVersion })} · ${t("size", { morphs: morphs ?? 0, axes: kept ?? 0 })} · ${format.dateTime(new Date(createdAt), { dateStyle: "medium", timeStyle: "short" })}`;
  return (
    <>
      <h2>{t("beside")}</h2>
      <Select
        size="xs"
        w={360}
        maw="100%"
        mb="md"
        clearable
        label={t("besideChoose")}
        value={chosen}
        onChange={setChosen}
        data={others.map((other) => ({ value: String(other.id), label: name(other) }))}
      />
      {pictures !== null && data !== undefined && (
        <>
          <div className={classes.pictures}>
            <PictureCard title={t("biplotThis")} picture={pictures.own} height={360} />
            <PictureCard title={other === undefined ? "" : name(other)} picture={pictures.other} height={360} />
          </div>
          <Card withBorder padding="sm" mt="md">
            <Text size="sm">
              {t("shared", {
                count: pictures.said.shared,
                rand: pictures.said.morphs === null ? "–" : format.number(pictures.said.morphs, { maximumFractionDigits: 2 }),
              })}
            </Text>
            {pictures.said.axes.length > 0 && (
              <Table aria-label={t("axesAgree")} w="auto">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t("axesAgree")}</Table.Th>
                    {pictures.said.axes[0]?.map((_, at) => (
                      <Table.Th key={at}>{t("axisShort", { number: at + 1 })}</Table.Th>
                    ))}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {pictures.said.axes.map((row, at) => (
                    <Table.Tr key={at}>
                      <Table.Th>{t("axisShort", { number: at + 1 })}</Table.Th>
                      {row.map((value, other) => (
                        <Table.Td key={other}>{format.number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}</Table.Td>
                      ))}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            )}
          </Card>
        </>
      )}
    </>
  );
}
