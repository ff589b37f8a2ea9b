"use client";
import { Alert, Button, Group, Stack } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { FormEvent, ReactNode } from "react";

type Props = {
  /** Why what was sent was refused; null: it was not. */
  readonly problem: string | null;
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  /** The word on the button that sends. */
  readonly submit: string;
  readonly busy: boolean;
  readonly disabled?: boolean;
  /** The way out without sending; a form that has none leaves it out. */
  readonly onCancel?: () => void;
  readonly children: ReactNode;
};

/** A form in a dialog: why it was refused, its fields, and the two ways out. */
export function FormFrame({ problem, onSubmit, submit, busy, disabled = false, onCancel, children }: Props) {
  const t = useTranslations("site");
  return (
    <form
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(event);
      }}
    >
      <Stack gap="md">
        {problem !== null && (
          <Alert color="red" variant="light" p="sm">
            {problem}
          </Alert>
        )}
        {children}
        <Group justify="end">
          {onCancel !== undefined && (
            <Button variant="default" onClick={onCancel}>
              {t("cancel")}
            </Button>
          )}
          <Button type="submit" loading={busy} disabled={disabled}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
