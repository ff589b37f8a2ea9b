"use client";
import { Alert, Button, Group, Table, TableScrollContainer, Text, Title } from "@mantine/core";
import { dialectDefinitions, type TrainingUse } from "@nauplius/domain";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { TaxonPicker } from "@/components/taxon-picker.tsx";
import classes from "./learn.module.css";
import type { TrainingPreview } from "./types.ts";

/** What a taxon counts as; null: its objects are left out. */
export type Target = { readonly id: number; readonly displayName: string } | null;

type PreviewProps = {
  readonly projects: readonly number[];
  readonly preview: TrainingPreview;
  readonly uses: TrainingUse;
  readonly mapping: ReadonlyMap<number, Target>;
  readonly onMap: (from: number, to: Target) => void;
  readonly onUnmap: (from: number) => void;
};

/** Counts by class, warnings, and for each taxon of the projects under which class it counts. */
export function SetPreview({ projects, preview, uses, mapping, onMap, onUnmap }: PreviewProps) {
  const t = useTranslations("learn.training");
  const format = useFormatter();
  const [open, setOpen] = useState<number | null>(null);
  const lines = [
    ...preview.classes.flatMap((c) => c.from.map((line) => ({ ...line, into: c.taxon, isLeftOut: c.isLeftOut }))),
    ...preview.dropped.map((line) => ({ ...line, into: null, isLeftOut: true })),
  ].toSorted((a, b) => b.objects - a.objects);
  const kept = preview.classes.filter(({ isLeftOut }) => !isLeftOut).length;
  return (
    <section>
      <Title order={2} size="h4">
        {t("holds", { objects: preview.objects, classes: kept })}
      </Title>
      {uses !== "images" && <TakenFeatures preview={preview} />}
      <Warnings warnings={preview.warnings} />
      <CopyWarnings projects={projects} />
      <TableScrollContainer minWidth={620}>
        <Table mt="sm" verticalSpacing={4} className={classes.numbers}>
          <Table.Thead>
            <Table.Tr>
              {(["taxon", "objects", "samples", "into", "change"] as const).map((name) => (
                <Table.Th key={name}>{t(`columns.${name}`)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map((line) => (
              <Table.Tr key={line.taxonId} c={line.isLeftOut ? "dimmed" : undefined}>
                <Table.Td>{line.taxon}</Table.Td>
                <Table.Td>{format.number(line.objects)}</Table.Td>
                <Table.Td>{format.number(line.samples)}</Table.Td>
                <Table.Td>{line.into === null ? t("dropped") : line.isLeftOut ? t("tooFew", { taxon: line.into }) : line.into}</Table.Td>
                <Table.Td>
                  {open === line.taxonId ? (
                    <TaxonPicker
                      aria-label={t("mergeInto", { taxon: line.taxon })}
                      autoFocus
                      onPick={(taxon) => {
                        onMap(line.taxonId, taxon);
                        setOpen(null);
                      }}
                      onCancel={() => setOpen(null)}
                    />
                  ) : (
                    <Group gap={4} justify="flex-end" wrap="nowrap">
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        onClick={() => setOpen(line.taxonId)}
                        aria-label={t("mergeInto", { taxon: line.taxon })}
                      >
                        {t("merge")}
                      </Button>
                      {mapping.has(line.taxonId) ? (
                        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onUnmap(line.taxonId)}>
                          {t("asItIs")}
                        </Button>
                      ) : (
                        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onMap(line.taxonId, null)}>
                          {t("drop")}
                        </Button>
                      )}
                    </Group>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </TableScrollContainer>
      {lines.length === 0 && (
        <Text c="dimmed" mt="sm">
          {t("nothing")}
        </Text>
      )}
    </section>
  );
}

function Warnings({ warnings }: Pick<TrainingPreview, "warnings">) {
  const t = useTranslations("learn.training");
  return warnings.map(({ kind, text }) => (
    <Alert key={kind} color="yellow" mt="xs" p="xs">
      {t(`warning.${kind}`, { text })}
    </Alert>
  ));
}

/** The same image twice: looked for once for a choice of projects, since every image of theirs is read for it. */
function CopyWarnings({ projects }: Pick<PreviewProps, "projects">) {
  const found = useQuery({
    queryKey: ["training-copies", projects],
    queryFn: ({ signal }) => api<Pick<TrainingPreview, "warnings">>("POST", "trainings/copies", { projects }, signal),
    staleTime: 600_000,
  });
  return found.data !== undefined && <Warnings warnings={found.data.warnings} />;
}

/** Which measured features join, so that nobody is surprised by them. */
function TakenFeatures({ preview: { features } }: { readonly preview: TrainingPreview }) {
  const t = useTranslations("learn.training");
  if (features === null) return <Text size="sm">{t("takesNone")}</Text>;
  const { names, dialects, isPhysical } = features;
  const told = {
    features: names.length,
    dialects: dialects.map((dialect) => dialectDefinitions[dialect].label).join(", "),
    unit: t(`units.${isPhysical ? "physical" : "pixels"}`),
    names: names.join(", "),
  };
  return <Text size="sm">{t("takes", told)}</Text>;
}
