"use client";
import { ActionIcon, Button, Group, Menu } from "@mantine/core";
import { IconDots, IconPencil, IconPlus } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { TaxonData } from "../types.ts";
import { AdoptForm, DeprecateForm, EditForm, type FormProps, MergeForm, MoveForm, RestoreForm } from "./forms.tsx";
import { AddForm, FlagsForm, SynonymsForm } from "./small-forms.tsx";
import { UndoMergeForm } from "./undo-merge.tsx";

const forms = {
  edit: EditForm,
  move: MoveForm,
  merge: MergeForm,
  deprecate: DeprecateForm,
  restore: RestoreForm,
  flags: FlagsForm,
  synonyms: SynonymsForm,
  undoMerge: UndoMergeForm,
} as const satisfies Record<string, (props: FormProps) => React.ReactNode>;
type FormName = keyof typeof forms;

/** What a taxon editor may do with a taxon of the site. */
export function EditActions({ taxon, onAdded }: { taxon: TaxonData; onAdded: (id: number) => void }) {
  const t = useTranslations("taxonomy.edit");
  const [open, setOpen] = useState<FormName | "add" | null>(null);
  const isDeprecated = taxon.status === "deprecated";
  const Form = open === null || open === "add" ? null : forms[open];
  const others: FormName[] = isDeprecated ? ["restore", "undoMerge"] : ["move", "merge", "deprecate", "flags", "synonyms"];
  return (
    <>
      <Group gap="xs">
        {!isDeprecated && (
          <>
            <Button size="xs" variant="light" leftSection={<IconPencil size={14} />} onClick={() => setOpen("edit")}>
              {t("actions.edit")}
            </Button>
            <Button size="xs" variant="light" leftSection={<IconPlus size={14} />} onClick={() => setOpen("add")}>
              {t("actions.add")}
            </Button>
          </>
        )}
        <Menu position="bottom-start">
          <Menu.Target>
            <ActionIcon variant="light" size={30} aria-label={t("actions.more")}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((name) => (
              <Menu.Item key={name} onClick={() => setOpen(name)}>
                {t(`actions.${name}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Group>
      {Form !== null && <Form taxon={taxon} onClose={() => setOpen(null)} />}
      {open === "add" && (
        <AddForm
          parent={taxon}
          onClose={() => setOpen(null)}
          onAdded={(id) => {
            setOpen(null);
            onAdded(id);
          }}
        />
      )}
    </>
  );
}

/** What a taxon editor may do with a taxon that is one project's own. */
export function AdoptAction({ taxon }: { taxon: TaxonData }) {
  const t = useTranslations("taxonomy.edit");
  const [opened, setOpened] = useState(false);
  return (
    <Group>
      <Button size="xs" variant="light" onClick={() => setOpened(true)}>
        {t("actions.adopt")}
      </Button>
      {opened && <AdoptForm taxon={taxon} onClose={() => setOpened(false)} />}
    </Group>
  );
}
