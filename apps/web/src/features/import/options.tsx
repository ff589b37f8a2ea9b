"use client";
import { Group, SegmentedControl, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import type { ImportConstants, ImportMode, ImportOptions } from "@nauplius/services";
import { useTranslations } from "next-intl";

export type Choice = {
  readonly mode: ImportMode | "auto";
  readonly update: "metadata" | "classification";
  readonly classState: "validated" | "predicted";
  readonly constants: ImportConstants;
  readonly positions: ImportOptions["positions"];
};
export const firstChoice: Choice = {
  mode: "auto",
  update: "metadata",
  classState: "validated",
  constants: {},
  positions: { degrees: "minutes", longitude: "west" },
};

const modes = ["auto", "tsv", "classes", "images", "update"] as const;
const plain = ["date", "time", "latitude", "longitude", "depthmin", "depthmax"] as const;
const labels = ["taxon", "user", "annotationDate"] as const;
const examples: Partial<Record<keyof ImportConstants, string>> = {
  date: "2024-05-31",
  time: "14:05",
  latitude: "43.6850",
  longitude: "7.3150",
  depthmin: "0",
  depthmax: "75",
  annotationDate: "2024-06-01",
};

function Constants({ choice, set }: { choice: Choice; set: (change: Partial<Choice>) => void }) {
  const t = useTranslations("import.constants");
  const ts = useTranslations("site.states");
  const put = (name: keyof ImportConstants, value: string) =>
    set({ constants: { ...choice.constants, [name]: value === "" ? undefined : value } });
  const field = (name: keyof ImportConstants) => (
    <TextInput
      key={name}
      size="xs"
      label={t(name)}
      placeholder={examples[name]}
      value={choice.constants[name] ?? ""}
      onChange={(event) => put(name, event.currentTarget.value)}
    />
  );
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        {t("title")}
      </Text>
      <SimpleGrid cols={{ base: 2, sm: 3, md: 6 }} spacing="xs">
        {plain.map(field)}
      </SimpleGrid>
      {choice.mode === "images" && (
        <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="xs">
          {labels.map(field)}
          <Select
            size="xs"
            label={t("status")}
            clearable
            data={(["predicted", "dubious", "validated"] as const).map((value) => ({ value, label: ts(value) }))}
            value={choice.constants.status ?? null}
            onChange={(value) => put("status", value ?? "")}
          />
        </SimpleGrid>
      )}
    </Stack>
  );
}

/** How the headers of ZooProcess work folders write positions; the map of the next step shows whether that was right. */
function Positions({ choice, set }: { choice: Choice; set: (change: Partial<Choice>) => void }) {
  const t = useTranslations("import.positions");
  const put = (change: Partial<Choice["positions"]>) => set({ positions: { ...choice.positions, ...change } });
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {t("title")}
      </Text>
      <Group gap="xs">
        <SegmentedControl
          size="xs"
          aria-label={t("degrees.label")}
          value={choice.positions.degrees}
          onChange={(degrees) => put({ degrees: degrees as Choice["positions"]["degrees"] })}
          data={(["minutes", "decimal"] as const).map((value) => ({ value, label: t(`degrees.${value}`) }))}
        />
        <SegmentedControl
          size="xs"
          aria-label={t("longitude.label")}
          value={choice.positions.longitude}
          onChange={(longitude) => put({ longitude: longitude as Choice["positions"]["longitude"] })}
          data={(["west", "east"] as const).map((value) => ({ value, label: t(`longitude.${value}`) }))}
        />
      </Group>
    </div>
  );
}

/** What kind of batch it is, and what must be said about it. */
export function Options({ choice, onChange }: { choice: Choice; onChange: (choice: Choice) => void }) {
  const t = useTranslations("import");
  const set = (change: Partial<Choice>) => onChange({ ...choice, ...change });
  return (
    <Stack gap="sm">
      <div>
        <Text size="sm" fw={500} mb={4}>
          {t("mode.label")}
        </Text>
        <SegmentedControl
          size="xs"
          fullWidth
          visibleFrom="xs"
          aria-label={t("mode.label")}
          value={choice.mode}
          onChange={(mode) => set({ mode: mode as Choice["mode"] })}
          data={modes.map((value) => ({ value, label: t(`mode.${value}`) }))}
        />
        <Select
          size="xs"
          hiddenFrom="xs"
          allowDeselect={false}
          aria-label={t("mode.label")}
          value={choice.mode}
          onChange={(mode) => set({ mode: mode as Choice["mode"] })}
          data={modes.map((value) => ({ value, label: t(`mode.${value}`) }))}
        />
        <Text size="xs" c="dimmed" mt={4}>
          {t(`mode.about.${choice.mode}`)}
        </Text>
      </div>
      {choice.mode === "tsv" && <Positions choice={choice} set={set} />}
      {choice.mode === "update" && (
        <SegmentedControl
          size="xs"
          aria-label={t("update.label")}
          value={choice.update}
          onChange={(update) => set({ update: update as Choice["update"] })}
          data={(["metadata", "classification"] as const).map((value) => ({ value, label: t(`update.${value}`) }))}
        />
      )}
      {choice.mode === "classes" && (
        <SegmentedControl
          size="xs"
          aria-label={t("classState.label")}
          value={choice.classState}
          onChange={(classState) => set({ classState: classState as Choice["classState"] })}
          data={(["validated", "predicted"] as const).map((value) => ({ value, label: t(`classState.${value}`) }))}
        />
      )}
      {(choice.mode === "images" || choice.mode === "classes") && <Constants choice={choice} set={set} />}
    </Stack>
  );
}
