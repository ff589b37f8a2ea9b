"use client";
import { Alert, Button, Group } from "@mantine/core";
import { useTranslations } from "next-intl";

type Saving = { readonly error: Error | null; readonly isPending: boolean; readonly mutate: () => void };

/** The foot of a dialog that saves: why it was refused, and the two ways out. */
export function SaveFoot({ save, onCancel }: { readonly save: Saving; readonly onCancel: () => void }) {
  const t = useTranslations("segment.form");
  return (
    <>
      {save.error !== null && (
        <Alert color="red" variant="light">
          {save.error.message}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {t("cancel")}
        </Button>
        <Button loading={save.isPending} onClick={() => save.mutate()}>
          {t("save")}
        </Button>
      </Group>
    </>
  );
}
