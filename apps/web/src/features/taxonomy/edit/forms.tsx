"use client";
import { NumberInput, Select, SimpleGrid, Text, TextInput } from "@mantine/core";
import { type TaxonChange, taxonPatch } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type PickedTaxon, TaxonPicker } from "@/components/taxon-picker.tsx";
import type { TaxonData } from "../types.ts";
import { ChangeModal } from "./change-modal.tsx";

export type FormProps = { readonly taxon: TaxonData; readonly onClose: () => void };

/** Name, rank, status and the like: only what differs is sent. */
export function EditForm({ taxon, onClose }: FormProps) {
  const t = useTranslations("taxonomy");
  const [name, setName] = useState(taxon.name);
  const [rank, setRank] = useState(taxon.rank);
  const [author, setAuthor] = useState(taxon.author);
  const [sourceUrl, setSourceUrl] = useState(taxon.sourceUrl);
  const [kind, setKind] = useState<string>(taxon.kind);
  const [status, setStatus] = useState<string>(taxon.status);
  const [aphiaId, setAphiaId] = useState<number | null>(taxon.aphiaId);
  const now = { name, rank, author, sourceUrl, kind, status, aphiaId };
  const changed = Object.entries(now).filter(([field, value]) => value !== taxon[field as keyof typeof now]);
  const patch = taxonPatch.safeParse(Object.fromEntries(changed));
  const change: TaxonChange | null = patch.success && changed.length > 0 ? { kind: "edit", patch: patch.data } : null;
  const fault = (field: string) => (patch.success ? undefined : patch.error.issues.find((issue) => issue.path[0] === field)?.message);
  const kinds = (["phylogenetic", "morphological"] as const).map((value) => ({ value, label: t(`kind.${value}`) }));
  const statuses = (["approved", "unreviewed"] as const).map((value) => ({ value, label: t(`status.${value}`) }));
  return (
    <ChangeModal taxon={taxon} title={t("edit.edit", { taxon: taxon.displayName })} change={change} onClose={onClose}>
      <TextInput
        label={t("fields.name")}
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
        error={fault("name")}
        data-autofocus
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select
          label={t("fields.kind")}
          data={kinds}
          value={kind}
          onChange={(value) => setKind(value ?? taxon.kind)}
          allowDeselect={false}
        />
        <Select
          label={t("fields.status")}
          data={statuses}
          value={status}
          onChange={(value) => setStatus(value ?? taxon.status)}
          allowDeselect={false}
        />
        <TextInput label={t("fields.rank")} value={rank} onChange={(e) => setRank(e.currentTarget.value)} error={fault("rank")} />
        <NumberInput
          label={t("fields.aphiaId")}
          value={aphiaId ?? ""}
          onChange={(value) => setAphiaId(value === "" ? null : Number(value))}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          error={fault("aphiaId")}
        />
      </SimpleGrid>
      <TextInput label={t("fields.author")} value={author} onChange={(e) => setAuthor(e.currentTarget.value)} error={fault("author")} />
      <TextInput
        label={t("fields.sourceUrl")}
        value={sourceUrl}
        onChange={(e) => setSourceUrl(e.currentTarget.value)}
        error={fault("sourceUrl")}
      />
    </ChangeModal>
  );
}

/** A taxon chosen by name; shown until another is. */
function Choose({ label, value, onPick }: { label: string; value: PickedTaxon | null; onPick: (taxon: PickedTaxon) => void }) {
  return <TaxonPicker label={label} value={value} onPick={onPick} autoFocus />;
}

export function MoveForm({ taxon, onClose }: FormProps) {
  const t = useTranslations("taxonomy.edit");
  const [parent, setParent] = useState<PickedTaxon | null>(null);
  const change: TaxonChange | null = parent === null ? null : { kind: "move", parentId: parent.id as never };
  return (
    <ChangeModal taxon={taxon} title={t("move", { taxon: taxon.displayName })} change={change} onClose={onClose}>
      <Choose label={t("newParent")} value={parent} onPick={setParent} />
    </ChangeModal>
  );
}

export function MergeForm({ taxon, onClose }: FormProps) {
  const t = useTranslations("taxonomy.edit");
  const [into, setInto] = useState<PickedTaxon | null>(null);
  const change: TaxonChange | null = into === null ? null : { kind: "merge", into: into.id as never };
  return (
    <ChangeModal taxon={taxon} title={t("merge", { taxon: taxon.displayName })} change={change} onClose={onClose}>
      <Text size="sm" c="dimmed">
        {t("mergeHelp", { taxon: taxon.displayName })}
      </Text>
      <Choose label={t("into")} value={into} onPick={setInto} />
    </ChangeModal>
  );
}

export function DeprecateForm({ taxon, onClose }: FormProps) {
  const t = useTranslations("taxonomy.edit");
  const [instead, setInstead] = useState<PickedTaxon | null>(null);
  const change: TaxonChange = { kind: "deprecate", replacedBy: (instead?.id ?? null) as never };
  return (
    <ChangeModal taxon={taxon} title={t("deprecate", { taxon: taxon.displayName })} change={change} onClose={onClose}>
      <Text size="sm" c="dimmed">
        {t("deprecateHelp")}
      </Text>
      <Choose label={t("instead")} value={instead} onPick={setInstead} />
    </ChangeModal>
  );
}

export function RestoreForm({ taxon, onClose }: FormProps) {
  const t = useTranslations("taxonomy.edit");
  return (
    <ChangeModal taxon={taxon} title={t("restore", { taxon: taxon.displayName })} change={{ kind: "restore" }} onClose={onClose}>
      <Text size="sm" c="dimmed">
        {t("restoreHelp")}
      </Text>
    </ChangeModal>
  );
}

/** A project's own taxon into the site's tree. */
export function AdoptForm({ taxon, onClose }: FormProps) {
  const t = useTranslations("taxonomy.edit");
  return (
    <ChangeModal taxon={taxon} title={t("adopt", { taxon: taxon.displayName })} change={{ kind: "adopt" }} onClose={onClose}>
      <Text size="sm" c="dimmed">
        {t("adoptHelp")}
      </Text>
    </ChangeModal>
  );
}
