"use client";
import { Alert, Button, Group, Modal, Stack, Table, Text } from "@mantine/core";
import type { TaxonChange } from "@nauplius/domain";
import type { ChangePreview } from "@nauplius/services";
import { useFormatter, useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import type { TaxonData } from "../types.ts";
import { useChange, usePreview } from "./use-change.ts";

/** The projects and objects that a change touches, and the names that it changes. */
export function PreviewOf({ preview }: { preview: ChangePreview }) {
  const t = useTranslations("taxonomy.preview");
  const format = useFormatter();
  const hidden = preview.projects - preview.shown.length;
  return (
    <Stack gap="xs">
      <Text size="sm">{t("touched", { objects: preview.objects, projects: preview.projects })}</Text>
      {preview.relabelled > 0 && <Text size="sm">{t("relabelled", { objects: preview.relabelled })}</Text>}
      {preview.movedChildren > 0 && <Text size="sm">{t("children", { count: preview.movedChildren })}</Text>}
      {preview.shown.length > 0 && (
        <Table withRowBorders={false} verticalSpacing={2} fz="sm">
          <Table.Tbody>
            {preview.shown.slice(0, 8).map((place) => (
              <Table.Tr key={place.projectId}>
                <Table.Td>{place.title}</Table.Td>
                <Table.Td ta="right">{format.number(place.objects)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {hidden > 0 && (
        <Text size="sm" c="dimmed">
          {t("hidden", { projects: hidden })}
        </Text>
      )}
      {preview.renamed > 0 && (
        <>
          <Text size="sm">{t("renamed", { count: preview.renamed })}</Text>
          <Text size="xs" c="dimmed">
            {preview.names
              .slice(0, 6)
              .map((name) => `${name.before} → ${name.after}`)
              .join(", ")}
          </Text>
        </>
      )}
    </Stack>
  );
}

type Props = {
  readonly taxon: TaxonData;
  readonly title: string;
  /** The change that the form says now; null while it is not complete. */
  readonly change: TaxonChange | null;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A form, what it would touch, and only then the change itself. */
export function ChangeModal({ taxon, title, change, onClose, children }: Props) {
  const t = useTranslations("taxonomy.edit");
  const preview = usePreview(taxon);
  const make = useChange(taxon, onClose);
  /** The change that was looked at; another one must be looked at again. */
  const [seen, setSeen] = useState("");
  const asked = JSON.stringify(change);
  const isSeen = seen === asked && preview.data !== undefined;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (change === null) return;
    if (isSeen) return make.mutate(change);
    await preview.mutateAsync(change).then(
      () => setSeen(asked),
      () => setSeen(""),
    );
  };
  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          {children}
          {preview.isError && (
            <Alert color="red" variant="light">
              {preview.error instanceof Error ? preview.error.message : t("failed")}
            </Alert>
          )}
          {isSeen && (
            <Alert variant="light" title={t("wouldTouch")}>
              <PreviewOf preview={preview.data} />
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={preview.isPending || make.isPending} disabled={change === null}>
              {isSeen ? t("confirm") : t("look")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
