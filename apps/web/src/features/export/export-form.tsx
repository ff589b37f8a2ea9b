"use client";
import { Alert, Button, Checkbox, Chip, Group, NumberInput, Radio, SegmentedControl, SimpleGrid, Stack, Text } from "@mantine/core";
import {
  type ExportFormat,
  type ExportOptions,
  exportFormats,
  type Filter,
  isQuantityFormat,
  type QuantityOptions,
  quantityGroupings,
  type State,
  states,
} from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import classes from "./export.module.css";

type Choice = Pick<ExportOptions, "format" | "images" | "imageKind" | "split" | "separator" | "spreadsheetSafe" | "permalinks">;
const start: Choice = {
  format: "tsv",
  images: "all",
  imageKind: "clean",
  split: "sample",
  separator: ",",
  spreadsheetSafe: true,
  permalinks: true,
};

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

/** What goes out and how; starts the run. */
export function ExportForm({ projectId, mayBackup, filter }: { projectId: number; mayBackup: boolean; filter: Filter | null }) {
  const t = useTranslations("export");
  const ts = useTranslations("site.states");
  const [choice, setChoice] = useState<Choice>(start);
  const [chosenStates, setStates] = useState<State[]>([]);
  const [withView, setWithView] = useState(filter !== null);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const set = <K extends keyof Choice>(key: K, value: Choice[K]) => setChoice((old) => ({ ...old, [key]: value }));
  const [by, setBy] = useState<QuantityOptions["by"]>("sample");
  const [binStep, setBinStep] = useState<number | string>(5);
  const backup = choice.format === "backup";
  const isFigures = isQuantityFormat(choice.format);

  const begin = async () => {
    setBusy(true);
    setRefusal(null);
    const quantities = { by, binStep: Number(binStep), ...(chosenStates.length > 0 ? { states: chosenStates } : {}) };
    const chosen: Filter = { ...(withView && filter !== null ? filter : {}), ...(chosenStates.length > 0 ? { states: chosenStates } : {}) };
    try {
      await (backup
        ? api("POST", `projects/${projectId}/backups`, {})
        : api("POST", `projects/${projectId}/exports`, {
            options: isFigures ? { format: choice.format, quantities } : { ...choice, filter: chosen },
          }));
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Stack gap="md">
      <Radio.Group label={t("format")} value={choice.format} onChange={(value) => set("format", value as ExportFormat)}>
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }} mt="xs" spacing="sm">
          {exportFormats
            .filter((format) => format !== "backup" || mayBackup)
            .map((format) => (
              <Radio.Card key={format} value={format} className={classes.card} p="sm">
                <Group wrap="nowrap" align="start" gap="sm">
                  <Radio.Indicator />
                  <div>
                    <Text size="sm" fw={600}>
                      {t(`formats.${format}.name`)}
                    </Text>
                    <Text size="xs" c="dimmed">
                      {t(`formats.${format}.about`)}
                    </Text>
                  </div>
                </Group>
              </Radio.Card>
            ))}
        </SimpleGrid>
      </Radio.Group>
      {!backup && (
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
          {isFigures && (
            <Segments
              label={t("figuresBy")}
              value={by}
              onChange={setBy}
              values={quantityGroupings.map((value) => ({ value, label: t(`groupings.${value}`) }))}
            />
          )}
          {isFigures && by === "depthBin" && (
            <NumberInput size="xs" w={140} min={0.1} label={t("binStep")} value={binStep} onChange={setBinStep} />
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
      )}
      {!backup && (
        <div>
          <Text size="sm" fw={500} mb={4}>
            {t("states")}{" "}
            <Text span size="xs" c="dimmed">
              {t(isFigures ? "statesCounted" : "statesHint")}
            </Text>
          </Text>
          <Chip.Group multiple value={chosenStates} onChange={(value) => setStates(value as State[])}>
            <Group gap="xs">
              {states.map((state) => (
                <Chip key={state} value={state} size="xs">
                  {ts(state)}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </div>
      )}
      {!backup && !isFigures && (
        <Stack gap="xs">
          {choice.format !== "annotations" && (
            <Checkbox label={t("permalinks")} checked={choice.permalinks} onChange={(e) => set("permalinks", e.currentTarget.checked)} />
          )}
          {choice.format === "csv" && (
            <Checkbox
              label={t("spreadsheetSafe")}
              checked={choice.spreadsheetSafe}
              onChange={(e) => set("spreadsheetSafe", e.currentTarget.checked)}
            />
          )}
          {filter !== null && <Checkbox label={t("filtered")} checked={withView} onChange={(e) => setWithView(e.currentTarget.checked)} />}
        </Stack>
      )}
      {refusal !== null && (
        <Alert color="red" title={t("failed")}>
          {refusal}
        </Alert>
      )}
      <div>
        <Button onClick={begin} loading={busy}>
          {t("start")}
        </Button>
      </div>
    </Stack>
  );
}
