"use client";
import { Alert, Button, Checkbox, Group, Modal, NumberInput, Text, TextInput } from "@mantine/core";
import type { UnitSettings } from "@nauplius/domain";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { FormFrame } from "@/components/form-frame.tsx";
import { DropZone } from "../drop-zone.tsx";
import { useUpload } from "../use-upload.ts";
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
      <FormFrame
        problem={save.error?.message ?? null}
        onSubmit={() => save.mutate()}
        submit={t("form.save")}
        busy={save.isPending}
        onCancel={onDone}
      >
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
        {unit.found.file !== null && <Replacement file={unit.found.file} settings={settings} onChange={setSettings} />}
      </FormFrame>
    </Modal>
  );
}

type ReplacementProps = { readonly file: string; readonly settings: UnitSettings; readonly onChange: (settings: UnitSettings) => void };

/** A file that was bad is put right alone: another one is read in its place, with the same description. */
function Replacement({ file, settings, onChange }: ReplacementProps) {
  const t = useTranslations("segment.replace");
  const [name, setName] = useState<string | null>(null);
  const upload = useUpload((arrived) => {
    setName(arrived.name);
    onChange({ ...settings, instead: arrived.id });
  });
  const [isOpen, setOpen] = useState(false);
  const own = file.slice(file.lastIndexOf("/") + 1);
  if (settings.instead !== undefined)
    return (
      <Group gap="xs">
        <Text size="sm">{name === null ? t("replaced", { own }) : t("replacedBy", { own, name })}</Text>
        <Button size="compact-xs" variant="subtle" onClick={() => onChange(without(settings))}>
          {t("own")}
        </Button>
      </Group>
    );
  if (!isOpen)
    return (
      <Button size="xs" variant="default" w="fit-content" onClick={() => setOpen(true)}>
        {t("another", { own })}
      </Button>
    );
  return <DropZone upload={upload} />;
}

const without = ({ instead: _instead, ...rest }: UnitSettings): UnitSettings => rest;
