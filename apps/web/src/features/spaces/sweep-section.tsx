"use client";
import { Alert, Group, Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { PictureCard } from "@/features/statistics/picture-card.tsx";
import classes from "@/features/statistics/statistics.module.css";
import { stabilityPicture, sweptPicture } from "./model/sweep.ts";
import { RunButton } from "./run-button.tsx";
import type { SpaceData } from "./types.ts";
import { useWords } from "./use-words.ts";

/** Where to cut: does what is concluded hang on the number of morphs? */
export function SweepSection({ space, mayManage }: { readonly space: SpaceData; readonly mayManage: boolean }) {
  const t = useTranslations("spaces");
  const words = useWords();
  const { sweep } = space.result;
  const pictures = useMemo(
    () => (sweep === undefined ? null : { stable: stabilityPicture(sweep, words), swept: sweptPicture(sweep, words) }),
    [sweep, words],
  );
  if (pictures === null && !mayManage) return null;
  return (
    <>
      <Group justify="space-between">
        <h2>{t("sweep")}</h2>
        {mayManage && <RunButton projectId={space.projectId} path={`spaces/${space.id}/sweep`} kind="sweepSpace" word={t("sweepStart")} />}
      </Group>
      <Text size="sm" c="dimmed" mb="sm">
        {t("sweepAbout")}
      </Text>
      {sweep !== undefined && pictures !== null && (
        <>
          {sweep.flags.length > 0 && (
            <Alert color="orange" mb="md" title={t("sweepFlags", { k: sweep.reference })}>
              {sweep.flags.map(({ index, why }) => (
                <Text key={`${index} ${why}`} size="sm">
                  {index}: {why}
                </Text>
              ))}
            </Alert>
          )}
          {sweep.flags.length === 0 && <Text mb="sm">{t("sweepFine", { k: sweep.reference })}</Text>}
          <div className={classes.pictures}>
            <PictureCard title={t("sweepStability")} about={t("sweepStabilityAbout")} picture={pictures.stable} />
            <PictureCard title={t("sweepIndices")} about={t("sweepIndicesAbout", { k: sweep.reference })} picture={pictures.swept} />
          </div>
        </>
      )}
    </>
  );
}
