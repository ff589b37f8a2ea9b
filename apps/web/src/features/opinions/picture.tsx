"use client";
import { Pagination, Text } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { barFor } from "@/features/grid/model/scale.ts";
import classes from "./picture.module.css";
import type { PlainVignette } from "./types.ts";

/** So many screen pixels a pixel of the image at most: one is to see plankton. */
const closest = 6;

/** An object large with its scale bar, and nothing else: no name, no file, no label. */
export function PlainPicture({
  vignettes,
  pixelSize,
}: {
  readonly vignettes: readonly PlainVignette[];
  readonly pixelSize: number | null;
}) {
  const t = useTranslations("opinions.blind");
  const { ref, width, height } = useElementSize();
  const [at, setAt] = useState(0);
  const image = vignettes[at] ?? vignettes[0];
  if (image === undefined)
    return (
      <div className={classes.stage}>
        <Text c="dimmed">{t("none")}</Text>
      </div>
    );
  const scale = width === 0 ? 0 : Math.min(width / image.width, height / image.height, closest) * 0.92;
  const bar = pixelSize === null || scale === 0 ? null : barFor(pixelSize / scale, 160);
  return (
    <div>
      <div ref={ref} className={classes.stage} data-background={image.background}>
        {scale > 0 && (
          <img
            src={`/api/vignettes/${image.id}`}
            alt={t("alt")}
            width={image.width * scale}
            height={image.height * scale}
            draggable={false}
          />
        )}
        {bar !== null && (
          <span className={classes.bar}>
            {bar.label}
            <i style={{ width: bar.px }} />
          </span>
        )}
      </div>
      {vignettes.length > 1 && (
        <Pagination
          size="xs"
          mt={6}
          total={vignettes.length}
          value={at + 1}
          onChange={(page) => setAt(page - 1)}
          getItemProps={(page) => ({ "aria-label": t("of", { at: page, count: vignettes.length }) })}
        />
      )}
    </div>
  );
}
