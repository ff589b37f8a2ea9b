"use client";
import { Group, NumberInput, Radio, SegmentedControl, SimpleGrid, Text } from "@mantine/core";
import {
  type ExportFormat,
  type ExportOptions,
  exportFormats,
  isQuantityFormat,
  type QuantityOptions,
  quantityGroupings,
} from "@nauplius/domain";
import { useTranslations } from "next-intl";
import classes from "./export.module.css";
import type { Recast } from "./recast.tsx";

/** What goes out and how, as the form has it. */
export type Choice = Pick<ExportOptions, "format" | "images" | "imageKind" | "split" | "separator" | "spreadsheetSafe" | "permalinks"> & {
  readonly by: QuantityOptions["by"];
  readonly binStep: number | string;
  readonly recast: readonly Recast[];
};
export const firstChoice: Choice = {
  format: "tsv",
  images: "all",
  imageKind: "clean",
  split: "sample",
  separator: ",",
  spreadsheetSafe: true,
  permalinks: true,
  by: "sample",
  binStep: 5,
  recast: [],
};

export type SetChoice = <K extends keyof Choice>(key: K, value: Choice[K]) => void;

function Segments<T extends string>(props: {
  label: string;
  value: T;
  values: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}) {
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {props.label}
      </Text>
      <SegmentedControl
        size="xs"
        aria-label={props.label}
        value={props.value}
        onChange={(value) => props.onChange(value as T)}
        data={[...props.values]}
      />
    </div>
  );
}

/** Which format: a card for each, with what it is for. */
export function FormatCards({
  format,
  mayBackup,
  onChange,
}: {
  format: ExportFormat;
  mayBackup: boolean;
  onChange: (format: ExportFormat) => void;
}) {
  const t = useTranslations("export");
  return (
    <Radio.Group label={t("format")} value={format} onChange={(value) => onChange(value as ExportFormat)}>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }} mt="xs" spacing="sm">
        {exportFormats
          .filter((one) => one !== "backup" || mayBackup)
          .map((one) => (
            <Radio.Card key={one} value={one} className={classes.card} p="sm">
              <Group wrap="nowrap" align="start" gap="sm">
                <Radio.Indicator />
                <div>
                  <Text size="sm" fw={600}>
                    {t(`formats.${one}.name`)}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {t(`formats.${one}.about`)}
                  </Text>
                </div>
              </Group>
            </Radio.Card>
          ))}
      </SimpleGrid>
    </Radio.Group>
  );
}

/** What can be chosen within a format. */
export function FormatOptions({ choice, set }: { choice: Choice; set: SetChoice }) {
  const t = useTranslations("export");
  return (
    <Group gap="lg" align="start">
      {choice.format === "tsv" && (
        <>
          <Segments
            label={t("images")}
            value={choice.images}
            onChange={(v) => set("images", v)}
            values={(["all", "first", "none"] as const).map((value) => ({ value, label: t(`imagesOf.${value}`) }))}
          />
          {choice.images !== "none" && (
            <Segments
              label={t("imageKind")}
              value={choice.imageKind}
              onChange={(v) => set("imageKind", v)}
              values={(["clean", "original", "scaleBar"] as const).map((value) => ({ value, label: t(`imageKinds.${value}`) }))}
            />
          )}
        </>
      )}
      {(choice.format === "tsv" || choice.format === "annotations") && (
        <Segments
          label={t("split")}
          value={choice.split}
          onChange={(v) => set("split", v)}
          values={(["sample", "taxon", "none"] as const).map((value) => ({ value, label: t(`splits.${value}`) }))}
        />
      )}
      {isQuantityFormat(choice.format) && (
        <Segments
          label={t("figuresBy")}
          value={choice.by}
          onChange={(v) => set("by", v)}
          values={quantityGroupings.map((value) => ({ value, label: t(`groupings.${value}`) }))}
        />
      )}
      {isQuantityFormat(choice.format) && choice.by === "depthBin" && (
        <NumberInput size="xs" w={140} min={0.1} label={t("binStep")} value={choice.binStep} onChange={(v) => set("binStep", v)} />
      )}
      {choice.format === "csv" && (
        <Segments
          label={t("separator")}
          value={choice.separator}
          onChange={(v) => set("separator", v)}
          values={[
            { value: ",", label: t("separators.comma") },
            { value: ";", label: t("separators.semicolon") },
          ]}
        />
      )}
    </Group>
  );
}
