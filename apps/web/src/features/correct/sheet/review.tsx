"use client";
import { Alert, Button, Group, Loader, Modal, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type Level, maxCells } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ApiRefusal } from "@/components/api.ts";
import { AlsoObjects, allCarry } from "../also-objects.tsx";
import { PreviewView } from "../preview.tsx";
import { useCorrection, usePreviewOf } from "../use-correction.tsx";
import type { Sheet } from "./use-sheet.ts";

type Props = { readonly projectId: number; readonly level: Level; readonly sheet: Sheet };

/** What the typed cells would do, asked when the button is pressed; then does it. A refusal of cells is shown at its cells. */
export function Review({ projectId, level, sheet }: Props) {
  const t = useTranslations("correct");
  const [opened, { open, close }] = useDisclosure(false);
  const preview = usePreviewOf(projectId);
  const apply = useCorrection(projectId, close);
  const { changes, setFaults } = sheet;
  const correction = { do: "cells" as const, level, cells: changes };
  const onError = (error: unknown) => {
    if (!(error instanceof ApiRefusal) || error.faults.length === 0) return;
    setFaults(error.faults);
    close();
  };
  const carried = preview.data?.carried;
  const [choice, setChoice] = useState<boolean | null>(null);
  const also = carried !== undefined && (choice ?? allCarry(carried));
  const look = () => {
    open();
    setChoice(null);
    preview.mutate(correction, { onError });
  };
  return (
    <>
      <Button size="xs" disabled={changes.length === 0 || changes.length > maxCells} onClick={look}>
        {t("table.review", { count: changes.length })}
      </Button>
      <Modal opened={opened} onClose={close} title={t("review.title")} size="xl">
        <Stack>
          {preview.isPending && <Loader size="sm" />}
          {preview.isError && (
            <Alert color="red" title={t("review.refused")}>
              {preview.error.message}
            </Alert>
          )}
          {preview.data && <PreviewView preview={preview.data} />}
          {carried !== undefined && <AlsoObjects carried={carried} checked={also} onChange={setChoice} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("cancel")}
            </Button>
            <Button
              data-autofocus
              onClick={() => apply.mutate(also ? { ...correction, alsoObjects: true } : correction, { onError })}
              loading={apply.isPending}
              disabled={!preview.isSuccess || preview.data.rows === 0}
            >
              {t("apply")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
