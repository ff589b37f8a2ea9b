"use client";
import { Button, Popover } from "@mantine/core";
import { IconChecks } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type PickedTaxon, TaxonPicker } from "@/components/taxon-picker.tsx";
import { useGrid } from "../context.tsx";
import { useOrder } from "../hooks/use-store.ts";

/** Begins page mode: for the one taxon that the view is of, or for one that is chosen. */
export function PageButton({ onBegin }: { readonly onBegin: (taxon: PickedTaxon) => void }) {
  const t = useTranslations("grid.pages");
  const { view, names, project, session } = useGrid();
  const { size } = useOrder(session);
  const [opened, setOpened] = useState(false);
  const [only] = view.filter.taxa?.length === 1 ? view.filter.taxa : [];
  const begin = (taxon: PickedTaxon) => {
    setOpened(false);
    onBegin(taxon);
  };
  const name = only === undefined ? undefined : names.of(only);
  return (
    <Popover opened={opened} onChange={setOpened} width={300} position="bottom-start" trapFocus>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconChecks size={16} />}
          disabled={size === null || size === 0}
          onClick={() => (only === undefined || name == null ? setOpened((o) => !o) : begin({ id: only, displayName: name }))}
        >
          {t("mode")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <TaxonPicker projectId={project.id} label={t("which")} autoFocus onPick={begin} onCancel={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
