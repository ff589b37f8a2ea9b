"use client";
import { Alert, Anchor, Button, Checkbox, Chip, Group, NumberInput, Radio, SegmentedControl, SimpleGrid, Stack, Text } from "@mantine/core";
import {
  defaultSort,
  type ExportFormat,
  type ExportOptions,
  exportFormats,
  type Filter,
  isEmptyFilter,
  isQuantityFormat,
  type QuantityOptions,
  quantityGroupings,
  type State,
  states,
} from "@nauplius/domain";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { useAddress } from "@/features/grid/hooks/use-address.ts";
import { hrefOf } from "@/features/grid/model/view-address.ts";
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

/** What goes out and how; starts the run. The address says of which objects: a view of the grid comes along with it. */
export function ExportForm({ projectId, mayBackup }: { projectId: number; mayBackup: boolean }) {
  const { filter } = useAddress().address;
  // Another view is another form.
  return <Form key={JSON.stringify(filter)} projectId={projectId} mayBackup={mayBackup} filter={isEmptyFilter(filter) ? null : filter} />;
}

/** Which view goes out, how many objects it holds, and the way back to it. */
function OfView({
  projectId,
  filter,
  checked,
  onChange,
}: {
  projectId: number;
  filter: Filter;
  checked: boolean;
  onChange: (on: boolean) => void;
}) {
  const t = useTranslations("export");
  const count = useQuery({
    queryKey: ["view-count", projectId, filter],
    queryFn: () => api<{ objects: number; atLeast: boolean }>("POST", `projects/${projectId}/objects/count`, { filter }),
  });
  return (
    <Alert variant="light">
      <Group justify="space-between">
        <Checkbox label={t("filtered")} checked={checked} onChange={(e) => onChange(e.currentTarget.checked)} />
        <Anchor component={Link} size="sm" href={`/projects/${projectId}/objects${hrefOf({ filter, sort: defaultSort }, {})}`}>
          {count.data === undefined ? t("view") : t(count.data.atLeast ? "viewAtLeast" : "viewHolds", { objects: count.data.objects })}
        </Anchor>
      </Group>
    </Alert>
  );
}

function Form({ projectId, mayBackup, filter }: { projectId: number; mayBackup: boolean; filter: Filter | null }) {
  const t = useTranslations("export");
  const ts = useTranslations("site.states");
  const [choice, setChoice] = useState<Choice>(start);
  const [chosenStates, setStates] = useState<State[]>([...(filter?.states ?? [])]);
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
    const { states: _states, ...view } = withView && filter !== null ? filter : {};
    const chosen: Filter = { ...view, ...(chosenStates.length > 0 ? { states: chosenStates } : {}) };
    // Quantities are of whole samples: of a view only its samples count.
    const samples: Filter = view.samples === undefined ? {} : { samples: view.samples };
    try {
      await (backup
        ? api("POST", `projects/${projectId}/backups`, {})
        : api("POST", `projects/${projectId}/exports`, {
            options: isFigures ? { format: choice.format, quantities, filter: samples } : { ...choice, filter: chosen },
          }));
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Stack gap="md">
      {filter !== null && !backup && (!isFigures || filter.samples !== undefined) && (
        <OfView projectId={projectId} filter={filter} checked={withView} onChange={setWithView} />
      )}
      {isFigures && filter !== null && (
        <Text size="sm" c="dimmed">
          {t("wholeSamples")}
        </Text>
      )}
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
