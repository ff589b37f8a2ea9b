"use client";
import { Anchor, Group, Stack, Text } from "@mantine/core";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { StateMark, stateName } from "@/components/state/mark.tsx";
import { ObjectCorrections } from "@/features/history/object-corrections.tsx";
import { FieldGroups } from "./fields.tsx";
import { HistoryList } from "./history.tsx";
import { ImageViewer } from "./image-viewer.tsx";
import classes from "./object.module.css";
import type { ObjectPage } from "./use-object.ts";

/** Everything of one object: its images large, its label, its fields, its history. */
export function ObjectView({ object, compact = false }: { readonly object: ObjectPage; readonly compact?: boolean }) {
  const t = useTranslations("object");
  const states = useTranslations("site.states");
  return (
    <div className={classes.view} data-compact={compact || undefined}>
      <ImageViewer key={object.id} images={object.vignettes} pixelSize={object.acquisition.pixelSize} name={object.originalId} />
      <Stack gap="lg" className={classes.side}>
        <div>
          <Group gap={8} wrap="nowrap">
            <StateMark state={object.state} proposed={object.proposed} accepted={object.accepted} size={20} />
            <Text fw={600} size="lg" style={{ overflowWrap: "anywhere" }}>
              {object.taxonId === null ? (
                t("noTaxon")
              ) : (
                <Anchor component={Link} href={`/taxa/${object.taxonId}`} inherit c="inherit">
                  {object.taxon}
                </Anchor>
              )}
            </Text>
          </Group>
          <Text size="sm" c="dimmed">
            {states(stateName(object))}
            {object.score !== null && ` · ${t("score", { score: object.score })}`}
            {object.annotator !== null && ` · ${object.annotator}`}
          </Text>
        </div>
        <HistoryList id={object.id} version={object.version} />
        <ObjectCorrections id={object.id} />
        <FieldGroups object={object} />
      </Stack>
    </div>
  );
}
