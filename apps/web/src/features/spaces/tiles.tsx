import { Anchor, Card, Text } from "@mantine/core";
import type { TilePicture } from "@nauplius/domain";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { UnsignedLine } from "@/components/unsigned.tsx";
import { objectsHref, short } from "@/features/statistics/model/common.ts";
import { saveTable } from "@/features/statistics/save-table.ts";
import statistics from "@/features/statistics/statistics.module.css";
import classes from "./spaces.module.css";

type Props = { readonly spaceId: number; readonly projectId: number; readonly picture: TilePicture };

/** What the space looks like: mean images over a grid of two axes; a tile opens the objects that it is made of. */
export function Tiles({ spaceId, projectId, picture }: Props) {
  const t = useTranslations("spaces");
  const tc = useTranslations("site.chart");
  const { columns, rows, across, upwards, tiles, name, x, y } = picture;
  const title = t("tiles", { x: x + 1, y: y + 1 });
  const href = `/api/spaces/${spaceId}/${name}`;
  const table = () => {
    const lines = tiles.map(({ column, row, individuals, objects }) => [column, row, individuals, objects.join(" ")]);
    saveTable(name.replace(/png$/, "csv"), { head: ["column", "row", "individuals", "objects"], rows: lines });
  };
  return (
    <Card withBorder padding="sm" component="section" aria-label={title} mb="md">
      <div className={statistics.head}>
        <h2 className={statistics.title}>{title}</h2>
        <span>
          <Anchor size="xs" href={href} download={name} mr="sm">
            {tc("png")}
          </Anchor>
          <Anchor size="xs" component="button" onClick={table} aria-label={tc("saveTable", { title })}>
            {tc("table")}
          </Anchor>
        </span>
      </div>
      <Text size="xs" c="dimmed">
        {t("tilesAbout", {
          x: x + 1,
          y: y + 1,
          left: short(across[0]),
          right: short(across[1]),
          low: short(upwards[0]),
          high: short(upwards[1]),
        })}
      </Text>
      <div className={classes.tiles} style={{ aspectRatio: `${columns} / ${rows}`, backgroundImage: `url(${href})` }}>
        {tiles.map(({ column, row, individuals, objects }) => (
          <Link
            key={`${column} ${row}`}
            className={classes.tile}
            href={objectsHref(projectId, { objects })}
            aria-label={t("tile", { count: individuals })}
            title={t("tile", { count: individuals })}
            style={{
              ...{ left: `${(100 * column) / columns}%`, bottom: `${(100 * row) / rows}%` },
              ...{ width: `${100 / columns}%`, height: `${100 / rows}%` },
            }}
          />
        ))}
      </div>
      <UnsignedLine />
    </Card>
  );
}
