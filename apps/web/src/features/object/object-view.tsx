"use client";
import { Anchor, Group, Stack, Text } from "@mantine/core";
import { roleAtLeast } from "@nauplius/domain";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { StateMark, stateName } from "@/components/state/mark.tsx";
import { ObjectComments } from "@/features/comments/object-comments.tsx";
import { Divisions } from "@/features/divide/divisions.tsx";
import { ObjectCorrections } from "@/features/history/object-corrections.tsx";
import { FieldGroups } from "./fields.tsx";
import { HistoryList } from "./history.tsx";
import { ImageViewer } from "./image-viewer.tsx";
import { type Deciding, LabelBar } from "./label-bar.tsx";
import classes from "./object.module.css";
import { Similar } from "./similar.tsx";
import type { ObjectPage } from "./use-object.ts";
import { Why } from "./why.tsx";

/** What the last model to look at it said. */
function Guesses({ prediction }: { readonly prediction: NonNullable<ObjectPage["prediction"]> }) {
  const t = useTranslations("object");
  const format = useFormatter();
  return (
    <div>
      <Text size="sm" fw={600}>
        {t("guesses", { model: prediction.model })}
      </Text>
      {prediction.taxa.map(({ taxonId, taxon, score }) => (
        <Group key={taxonId} justify="space-between" gap="xs" wrap="nowrap">
          <Text size="sm">{taxon}</Text>
          <Text size="sm">{format.number(score, { style: "percent", maximumFractionDigits: 1 })}</Text>
        </Group>
      ))}
      {prediction.unknown > 0.005 && (
        <Group justify="space-between" gap="xs" wrap="nowrap" c="dimmed">
          <Text size="sm">{t("unknown")}</Text>
          <Text size="sm">{format.number(prediction.unknown, { style: "percent", maximumFractionDigits: 1 })}</Text>
        </Group>
      )}
    </div>
  );
}

type Props = { readonly object: ObjectPage; readonly compact?: boolean; readonly deciding?: Deciding | null };

/** Everything of one object: its images large, its label, its fields, its history. */
export function ObjectView({ object, compact = false, deciding = null }: Props) {
  const t = useTranslations("object");
  const sheet = useTranslations("sheet");
  const states = useTranslations("site.states");
  // A label that the server has not answered yet is shown as the person gave it.
  const own = deciding?.label ?? null;
  const isAhead = own !== null && own.version > object.version;
  const { taxonId, state, proposed, accepted } = isAhead ? own : object;
  const taxon = isAhead && taxonId !== object.taxonId ? deciding?.nameOf(taxonId) : object.taxon;
  return (
    <div className={classes.view} data-compact={compact || undefined}>
      <ImageViewer key={object.id} images={object.vignettes} pixelSize={object.acquisition.pixelSize} name={object.originalId} />
      <Stack gap="lg" className={classes.side}>
        <div>
          <Group gap={8} wrap="nowrap">
            <StateMark state={state} proposed={proposed} accepted={accepted} size={20} />
            <Text fw={600} size="lg" style={{ overflowWrap: "anywhere" }}>
              {taxonId === null ? (
                t("noTaxon")
              ) : (
                <Anchor component={Link} href={`/taxa/${taxonId}`} inherit c="inherit">
                  {taxon ?? `#${taxonId}`}
                </Anchor>
              )}
            </Text>
            {taxonId !== null && (
              <Anchor
                component={Link}
                href={`/taxa/${taxonId}/sheet?project=${object.projectId}`}
                size="sm"
                aria-label={sheet("openOf", { taxon: taxon ?? `#${taxonId}` })}
              >
                {sheet("open")}
              </Anchor>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {states(stateName({ state, proposed, accepted }))}
            {!isAhead && object.score !== null && ` · ${t("score", { score: object.score })}`}
            {!isAhead && object.annotator !== null && ` · ${object.annotator}`}
          </Text>
        </div>
        {deciding !== null && !object.retired && <LabelBar key={object.id} deciding={deciding} />}
        <Divisions id={object.id} mayDivide={object.role !== null && roleAtLeast(object.role, "annotator")} />
        {object.prediction !== null && <Guesses prediction={object.prediction} />}
        {object.prediction !== null && <Why object={object} prediction={object.prediction} />}
        {object.prediction !== null && <Similar id={object.id} projectId={object.projectId} validated />}
        {object.prediction !== null && <Similar id={object.id} projectId={object.projectId} />}
        {object.role !== null && <ObjectComments key={`said ${object.id}`} id={object.id} />}
        <HistoryList id={object.id} version={object.version} />
        <ObjectCorrections id={object.id} />
        <FieldGroups object={object} />
      </Stack>
    </div>
  );
}
