"use client";
import { ActionIcon, Button, Group, Kbd } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type PickedTaxon, TaxonPicker } from "@/components/taxon-picker.tsx";
import { useKeys } from "@/features/grid/hooks/use-keys.ts";
import type { Label } from "@/features/grid/model/gestures.ts";
import { lastTaxon } from "@/features/grid/model/last-taxon.ts";

/** How whoever shows an object gives it a label. */
export type Deciding = {
  readonly projectId: number;
  /** As the person sees it, answered by the server or not; null until it is known. */
  readonly label: Label | null;
  readonly nameOf: (taxonId: number | null) => string | null;
  readonly assign: (taxon: PickedTaxon) => void;
  readonly mark: (state: "validated" | "dubious") => void;
  readonly step: (kind: "undo" | "redo") => void;
};

/** What can be decided about the object that is looked at: by buttons, and by the keys of the grid. */
export function LabelBar({ deciding }: { readonly deciding: Deciding }) {
  const t = useTranslations("object.label");
  const words = useTranslations("grid");
  const [search, setSearch] = useState<string | null>(null);
  useKeys(
    "object",
    {
      validate: () => deciding.mark("validated"),
      dubious: () => deciding.mark("dubious"),
      again: () => {
        const taxon = lastTaxon(deciding.projectId);
        if (taxon !== undefined) deciding.assign(taxon);
      },
      undo: () => deciding.step("undo"),
      redo: () => deciding.step("redo"),
    },
    { onLetter: () => setSearch },
  );
  if (search !== null)
    return (
      <search>
        <TaxonPicker
          projectId={deciding.projectId}
          initialText={search}
          autoFocus
          aria-label={t("taxon")}
          onPick={(taxon) => {
            deciding.assign(taxon);
            setSearch(null);
          }}
          onCancel={() => setSearch(null)}
        />
      </search>
    );
  return (
    <Group gap={6} role="toolbar" aria-label={t("title")}>
      <Button
        size="compact-sm"
        variant="light"
        onClick={() => setSearch("")}
        rightSection={
          <Kbd size="xs" aria-hidden visibleFrom="sm">
            a–z
          </Kbd>
        }
      >
        {words("selection.assign")}
      </Button>
      <Button
        size="compact-sm"
        color="green"
        variant="light"
        onClick={() => deciding.mark("validated")}
        rightSection={
          <Kbd size="xs" aria-hidden visibleFrom="sm">
            Enter
          </Kbd>
        }
      >
        {words("selection.validate")}
      </Button>
      <Button
        size="compact-sm"
        color="orange"
        variant="light"
        onClick={() => deciding.mark("dubious")}
        rightSection={
          <Kbd size="xs" aria-hidden visibleFrom="sm">
            0
          </Kbd>
        }
      >
        {words("selection.dubious")}
      </Button>
      <ActionIcon
        variant="subtle"
        color="gray"
        onClick={() => deciding.step("undo")}
        aria-label={words("undo")}
        title={`${words("undo")} (Ctrl+Z)`}
      >
        <IconArrowBackUp size={18} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        onClick={() => deciding.step("redo")}
        aria-label={words("redo")}
        title={`${words("redo")} (Ctrl+⇧+Z)`}
      >
        <IconArrowForwardUp size={18} />
      </ActionIcon>
    </Group>
  );
}
