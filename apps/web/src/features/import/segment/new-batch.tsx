"use client";
import { Alert, Button, Card, Group, Select, Stack, Text } from "@mantine/core";
import { type SegmentProfileName, type SegmentSettings, segmentProfileNames } from "@nauplius/domain";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import type { Source } from "../source.ts";
import { SourceField } from "../source-field.tsx";
import type { ShownUpload } from "../uploads.tsx";
import { SettingsFields } from "./settings-fields.tsx";

type Props = {
  readonly projectId: number;
  /** What the project's instrument makes. */
  readonly usual: SegmentProfileName;
  readonly uploads: readonly ShownUpload[];
  readonly hasServerFolder: boolean;
  readonly onOpened: (id: number) => void;
};

/** Chooses an instrument and what is to be segmented. Nothing is segmented yet: the batch is opened and matched. */
export function NewBatch({ projectId, usual, uploads, hasServerFolder, onOpened }: Props) {
  const t = useTranslations("segment");
  const [profile, setProfile] = useState<SegmentProfileName>(usual);
  const [source, setSource] = useState<Source | null>(null);
  const [settings, setSettings] = useState<SegmentSettings>({});
  const open = useMutation({
    mutationFn: ({ name, ...where }: Source) =>
      api<{ segmentation: number }>("POST", `projects/${projectId}/segmentations`, { profile, source: where, name, settings }),
    onSuccess: ({ segmentation }) => onOpened(segmentation),
  });
  return (
    <Card withBorder padding="lg">
      <Stack gap="lg">
        <Stack gap={4}>
          <Select
            label={t("instrument")}
            w={280}
            allowDeselect={false}
            value={profile}
            onChange={(value) => {
              setProfile(segmentProfileNames.find((each) => each === value) ?? usual);
              // What was set for one instrument is not meant for another.
              setSettings({});
            }}
            data={segmentProfileNames.map((value) => ({ value, label: t(`profile.${value}`) }))}
          />
          <Text size="sm" c="dimmed" maw="80ch">
            {t(`about.${profile}`)}
          </Text>
        </Stack>
        <SourceField {...{ projectId, uploads, hasServerFolder, source }} onSource={setSource} />
        <SettingsFields profile={profile} settings={settings} onChange={setSettings} empty={t("settings.ofInstrument")} />
        {open.error !== null && (
          <Alert color="red" variant="light">
            {open.error.message}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button onClick={() => source !== null && open.mutate(source)} loading={open.isPending} disabled={source === null}>
            {source === null ? t("choose") : t("open", { name: source.name })}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
