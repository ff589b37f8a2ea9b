"use client";
import { Alert, Button, Checkbox, Group, Modal, NumberInput, Stack, TextInput } from "@mantine/core";
import type { UnitSettings } from "@nauplius/domain";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { SettingsFields } from "./settings-fields.tsx";
import { type Batch, type Unit, waitsFor } from "./types.ts";

/** Says what no table says of one unit, or that it is well as it is; and its own settings. */
export function DescribeUnit({ batch, unit, onDone }: { readonly batch: Batch; readonly unit: Unit; readonly onDone: () => void }) {
  const t = useTranslations("segment");
  const [settings, setSettings] = useState<UnitSettings>(unit.settings);
  const [seen] = useState(unit.settings);
  const save = useMutation({
    mutationFn: () => api("PUT", `segmentation-units/${unit.id}`, { settings, seen }),
    onSuccess: onDone,
  });
  const waits = unit.run === null ? waitsFor({ ...unit, settings }, batch.settings) : null;
  const text = (name: "sample" | "acquisition", value: string): void => {
    const { [name]: _old, ...rest } = settings;
    setSettings(value.trim() === "" ? rest : { ...rest, [name]: value });
  };
  const part = (value: string | number): void => {
    const { subPart: _old, ...rest } = settings;
    setSettings(typeof value === "number" ? { ...rest, subPart: value } : rest);
  };
  return (
    <Modal opened onClose={onDone} title={t("describeName", { name: unit.name })} size="lg">
      <Stack gap="md">
        {waits !== null && (
          <Alert color="orange" variant="light">
            {waits}
          </Alert>
        )}
        {(["sample", "acquisition"] as const).map((name) => (
          <TextInput
            key={name}
            label={t(`form.${name}`)}
            placeholder={unit.found[name]}
            maxLength={255}
            value={settings[name] ?? ""}
            onChange={(event) => text(name, event.currentTarget.value)}
          />
        ))}
        <NumberInput label={t("form.subPart")} min={0.001} value={settings.subPart ?? ""} onChange={part} />
        <SettingsFields profile={batch.profile} settings={settings} onChange={setSettings} empty={t("settings.ofBatch")} />
        <Checkbox
          label={t("form.asIs")}
          checked={settings.asIs === true}
          onChange={(event) => setSettings({ ...settings, asIs: event.currentTarget.checked })}
        />
        {save.error !== null && (
          <Alert color="red" variant="light">
            {save.error.message}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t("form.cancel")}
          </Button>
          <Button loading={save.isPending} onClick={() => save.mutate()}>
            {t("form.save")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
