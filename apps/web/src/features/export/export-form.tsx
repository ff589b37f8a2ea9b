"use client";
import { Alert, Button, Checkbox, Chip, Group, Stack, Text } from "@mantine/core";
import { type Filter, isEmptyFilter, isQuantityFormat, type State, states } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { useAddress } from "@/features/grid/hooks/use-address.ts";
import { type Choice, FormatCards, FormatOptions, firstChoice, type SetChoice } from "./format-options.tsx";
import { OfView } from "./of-view.tsx";
import { RecastRules } from "./recast.tsx";

/** What goes out and how; starts the run. The address says of which objects: a view of the grid comes along with it. */
export function ExportForm({ projectId, mayBackup }: { projectId: number; mayBackup: boolean }) {
  const { filter } = useAddress().address;
  // Another view is another form.
  return <Form key={JSON.stringify(filter)} projectId={projectId} mayBackup={mayBackup} filter={isEmptyFilter(filter) ? null : filter} />;
}

function Form({ projectId, mayBackup, filter }: { projectId: number; mayBackup: boolean; filter: Filter | null }) {
  const t = useTranslations("export");
  const ts = useTranslations("site.states");
  const [choice, setChoice] = useState<Choice>(firstChoice);
  const [chosenStates, setStates] = useState<State[]>([...(filter?.states ?? [])]);
  const [withView, setWithView] = useState(filter !== null);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const set: SetChoice = (key, value) => setChoice((old) => ({ ...old, [key]: value }));
  const backup = choice.format === "backup";
  const isFigures = isQuantityFormat(choice.format);

  const begin = async () => {
    setBusy(true);
    setRefusal(null);
    const { by, binStep, recast, ...objects } = choice;
    const quantities = {
      ...{ by, binStep: Number(binStep), recast: recast.map(({ from, to }) => ({ from: from.id, to: to?.id ?? null })) },
      ...(chosenStates.length > 0 ? { states: chosenStates } : {}),
    };
    const { states: _states, ...view } = withView && filter !== null ? filter : {};
    const chosen: Filter = { ...view, ...(chosenStates.length > 0 ? { states: chosenStates } : {}) };
    // Quantities are of whole samples: of a view only its samples count.
    const samples: Filter = view.samples === undefined ? {} : { samples: view.samples };
    try {
      await (backup
        ? api("POST", `projects/${projectId}/backups`, {})
        : api("POST", `projects/${projectId}/exports`, {
            options: isFigures ? { format: choice.format, quantities, filter: samples } : { ...objects, filter: chosen },
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
      <FormatCards format={choice.format} mayBackup={mayBackup} onChange={(format) => set("format", format)} />
      {!backup && <FormatOptions choice={choice} set={set} />}
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
      {isFigures && choice.format !== "particles" && (
        <RecastRules projectId={projectId} about={t("recast.about")} rules={choice.recast} onChange={(rules) => set("recast", rules)} />
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
