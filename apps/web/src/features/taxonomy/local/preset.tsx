"use client";
import { ActionIcon, Button, Group, Stack, Text } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconX } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { TaxonPicker } from "@/components/taxon-picker.tsx";
import type { PresetData } from "../types.ts";
import classes from "./local.module.css";
import { useAct, usePreset } from "./use-local.ts";

type Item = { readonly id: number; readonly displayName: string };

function moved(list: readonly Item[], from: number, to: number): Item[] {
  const next = [...list];
  const [one] = next.splice(from, 1);
  if (one !== undefined) next.splice(to, 0, one);
  return next;
}

/** The taxa that people of the project are offered first, in their order. */
export function Preset({ projectId, mayManage }: { projectId: number; mayManage: boolean }) {
  const { data } = usePreset(projectId);
  return data === undefined ? null : <PresetList key={JSON.stringify(data)} projectId={projectId} initial={data} mayManage={mayManage} />;
}

function PresetList({ projectId, initial, mayManage }: { projectId: number; initial: PresetData; mayManage: boolean }) {
  const t = useTranslations("taxonomy.local");
  const [list, setList] = useState<readonly Item[]>(initial);
  const { busy, act } = useAct(projectId);
  const isChanged = JSON.stringify(list.map((taxon) => taxon.id)) !== JSON.stringify(initial.map((taxon) => taxon.id));
  const save = () => act(() => api("PUT", `projects/${projectId}/preset`, { taxa: list.map((taxon) => taxon.id) }), t("presetSaved"));
  return (
    <Stack gap="md" maw={560}>
      <Text size="sm" c="dimmed">
        {t("presetHelp")}
      </Text>
      {mayManage && (
        <TaxonPicker
          projectId={projectId}
          label={t("addToPreset")}
          onPick={(taxon) => setList((old) => (old.some((one) => one.id === taxon.id) ? old : [...old, taxon]))}
        />
      )}
      <ol className={classes.list}>
        {list.map((taxon, i) => (
          <li key={taxon.id}>
            <span>{taxon.displayName}</span>
            {mayManage && (
              <Group gap={2} wrap="nowrap">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  disabled={i === 0}
                  aria-label={t("up", { taxon: taxon.displayName })}
                  onClick={() => setList(moved(list, i, i - 1))}
                >
                  <IconArrowUp size={14} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  disabled={i === list.length - 1}
                  aria-label={t("down", { taxon: taxon.displayName })}
                  onClick={() => setList(moved(list, i, i + 1))}
                >
                  <IconArrowDown size={14} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={t("remove", { taxon: taxon.displayName })}
                  onClick={() => setList(list.filter((one) => one.id !== taxon.id))}
                >
                  <IconX size={14} />
                </ActionIcon>
              </Group>
            )}
          </li>
        ))}
      </ol>
      {list.length === 0 && <Text c="dimmed">{t("noPreset")}</Text>}
      {mayManage && (
        <Group>
          <Button onClick={() => void save()} disabled={!isChanged} loading={busy}>
            {t("save")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
