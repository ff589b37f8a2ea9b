"use client";
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { useForgetTaxa, useHistory } from "../detail/use-taxon.ts";
import type { FormProps } from "./forms.tsx";

/** Takes the merge that made this taxon deprecated back. */
export function UndoMergeForm({ taxon, onClose }: FormProps) {
  const t = useTranslations("taxonomy.edit");
  const { data } = useHistory(taxon.id);
  const forget = useForgetTaxa();
  const [busy, setBusy] = useState(false);
  const merge = data?.find((event) => event.kind === "merge" && event.undoneBy === null);
  const undo = async () => {
    if (merge === undefined) return;
    setBusy(true);
    try {
      const done = await api<{ runs: number[] }>("POST", `taxa/merges/${merge.id}/undo`, {});
      await forget();
      notifications.show({ color: "green", message: done.runs.length === 0 ? t("done") : t("undoing", { count: done.runs.length }) });
      onClose();
    } catch (error) {
      notifications.show({ color: "red", message: error instanceof Error ? error.message : String(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t("undoMerge", { taxon: taxon.displayName })}>
      <Stack gap="md">
        <Text size="sm">{data === undefined ? t("looking") : merge === undefined ? t("noMerge") : t("undoMergeHelp")}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button onClick={() => void undo()} disabled={merge === undefined} loading={busy}>
            {t("takeBack")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
