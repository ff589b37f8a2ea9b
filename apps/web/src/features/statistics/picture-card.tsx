"use client";
import { Button, Card, Text } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Box, Chart } from "@/components/chart.tsx";
import { useUnsigned } from "@/components/unsigned.tsx";
import { withNote, withSigned } from "./model/common.ts";
import { saveTable } from "./save-table.ts";
import classes from "./statistics.module.css";
import type { Picture } from "./types.ts";

type Props = {
  readonly title: string;
  readonly about?: ReactNode;
  readonly picture: Picture;
  /** Why there is nothing to see, where that may be. */
  readonly whyEmpty?: string;
  readonly height?: number;
  readonly wide?: boolean;
  /** What the picture and its table say of themselves where they go. */
  readonly note?: string | null;
  readonly box?: Box | null;
  readonly onBox?: (box: Box | null) => void;
};

/** A picture with its name and the numbers behind it; its marks open their objects. */
export function PictureCard({ title, about, picture, whyEmpty, height = 320, wide = false, note = null, box, onBox }: Props) {
  const t = useTranslations("site.chart");
  const ts = useTranslations("statistics");
  const router = useRouter();
  const { names } = useUnsigned();
  const table = () => saveTable(`${title}.csv`, withNote(withSigned(picture, names), note));
  return (
    <Card withBorder padding="sm" className={wide ? classes.wide : undefined} component="section" aria-label={title}>
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {picture.rows.length > 0 && (
          <Button size="compact-xs" variant="subtle" color="gray" aria-label={t("saveTable", { title })} onClick={table}>
            {t("table")}
          </Button>
        )}
      </div>
      {about !== undefined && (
        <Text size="xs" c="dimmed" mb={4}>
          {about}
        </Text>
      )}
      {picture.rows.length === 0 ? (
        <Text size="sm" c="dimmed" py="lg">
          {whyEmpty ?? ts("nothing")}
        </Text>
      ) : (
        <Chart
          option={picture.option}
          height={height}
          title={title}
          label={title}
          note={note}
          onOpen={(href) => router.push(href)}
          box={box}
          onBox={onBox}
        />
      )}
    </Card>
  );
}
