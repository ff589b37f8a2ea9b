"use client";
import { Modal, Text } from "@mantine/core";
import type { SegmentSettings } from "@nauplius/domain";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { FormFrame } from "@/components/form-frame.tsx";
import { SettingsFields } from "./settings-fields.tsx";
import type { Batch } from "./types.ts";

/** Settings that all units of the batch take which have none of their own and did not start. */
export function BatchSettings({ batch, onDone }: { readonly batch: Batch; readonly onDone: () => void }) {
  const t = useTranslations("segment");
  const [settings, setSettings] = useState<SegmentSettings>(batch.settings);
  const [seen] = useState(batch.settings);
  const save = useMutation({
    mutationFn: () => api("PATCH", `segmentations/${batch.id}`, { settings, seen }),
    onSuccess: onDone,
  });
  return (
    <Modal opened onClose={onDone} title={t("batchSettings")} size="lg">
      <FormFrame
        problem={save.error?.message ?? null}
        onSubmit={() => save.mutate()}
        submit={t("form.save")}
        busy={save.isPending}
        onCancel={onDone}
      >
        <Text size="sm" c="dimmed">
          {t("aboutSettings")}
        </Text>
        <SettingsFields profile={batch.profile} settings={settings} onChange={setSettings} empty={t("settings.ofInstrument")} />
      </FormFrame>
    </Modal>
  );
}
