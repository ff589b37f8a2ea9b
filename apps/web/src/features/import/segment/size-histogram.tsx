import { Group, Stack, Text } from "@mantine/core";
import { useFormatter, useTranslations } from "next-intl";
import { histogramOf } from "./find.ts";
import classes from "./segment.module.css";

/** How many objects of which diameter; classes of the logarithm. */
export function SizeHistogram({ esds }: { readonly esds: readonly number[] }) {
  const t = useTranslations("segment.look");
  const format = useFormatter();
  const bars = histogramOf(esds);
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const [median, largest] = [esds[esds.length >> 1], esds.at(-1)];
  if (median === undefined || largest === undefined) return null;
  return (
    <Stack gap={4}>
      <Text size="sm">{t("histogram")}</Text>
      <div className={classes.bars} role="img" aria-label={`${t("histogram")}: ${t("median", { esd: median, largest })}`}>
        {bars.map((bar) => (
          <div
            key={bar.from}
            title={t("bar", bar)}
            style={{ height: `${(100 * bar.count) / most}%` }}
            data-empty={bar.count === 0 || undefined}
          />
        ))}
      </div>
      <Group justify="space-between" aria-hidden>
        {[bars[0]?.from, bars.at(-1)?.to].map((end, n) => (
          <Text key={n} size="xs">
            {end === undefined ? "" : format.number(end, { maximumSignificantDigits: 3 })}
          </Text>
        ))}
      </Group>
      <Text size="xs" c="dimmed">
        {t("median", { esd: median, largest })}
      </Text>
    </Stack>
  );
}
