import { Anchor, Card, Group, Text } from "@mantine/core";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { VignetteStrip } from "@/components/vignette/strip.tsx";
import { objectsHref } from "@/features/statistics/model/common.ts";
import statistics from "@/features/statistics/statistics.module.css";
import { groupName } from "./model/groups.ts";
import classes from "./spaces.module.css";
import type { SpaceData } from "./types.ts";
import { useWords } from "./use-words.ts";

/** The largest morphs: the mean image of each, and the objects that are most like it. */
export function Morphs({ space: { id, projectId, result, vignettes } }: { readonly space: SpaceData }) {
  const t = useTranslations("spaces");
  const words = useWords();
  const format = useFormatter();
  const total = result.morphs.reduce((sum, { mass }) => sum + mass, 0);
  const drawn = new Set(result.pictures?.morphs ?? []);
  return (
    <div className={statistics.pictures}>
      {result.morphs.slice(0, 24).map(({ mass, objects, group }, morph) => {
        const shown = new Set(objects.slice(0, 8));
        const name = `morph-${morph + 1}.png`;
        return (
          <Card key={objects[0] ?? morph} withBorder padding="xs">
            <Group justify="space-between">
              <Anchor component={Link} href={objectsHref(projectId, { objects })} fw={600}>
                {t("morph", { number: morph + 1 })}
              </Anchor>
              <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
                {groupName(result, group, words)} ·{" "}
                {t("morphShare", { share: format.number(mass / total, { style: "percent", maximumFractionDigits: 1 }) })}
              </Text>
            </Group>
            <Group wrap="nowrap" align="center">
              {drawn.has(morph) && (
                <a href={`/api/spaces/${id}/${name}`} download={name}>
                  <img
                    className={classes.form}
                    src={`/api/spaces/${id}/${name}`}
                    alt={t("meanImage", { number: morph + 1 })}
                    width={96}
                    height={96}
                    loading="lazy"
                  />
                </a>
              )}
              <VignetteStrip images={vignettes.filter(({ objectId }) => shown.has(objectId))} edge={64} links />
            </Group>
          </Card>
        );
      })}
    </div>
  );
}
