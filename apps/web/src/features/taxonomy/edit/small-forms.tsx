"use client";
import { Button, Group, Modal, Pill, Select, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type TaxonFlags, taxonName } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { api } from "@/components/api.ts";
import { useForgetTaxa } from "../detail/use-taxon.ts";
import { FlagFields } from "./flag-fields.tsx";
import type { FormProps } from "./forms.tsx";
import { useChange } from "./use-change.ts";

/** What a person says of the flags; they are confirmed from then on. */
export function FlagsForm({ taxon, onClose }: FormProps) {
  const t = useTranslations("taxonomy");
  const { living, extent, countsAsIndividual } = taxon;
  const [flags, setFlags] = useState<TaxonFlags>({ living, extent, countsAsIndividual });
  const change = useChange(taxon, onClose);
  return (
    <Modal opened onClose={onClose} title={t("edit.flags", { taxon: taxon.displayName })} size="lg">
      <Stack gap="md">
        <FlagFields value={flags} inherited={taxon.inherited} onChange={setFlags} />
        <Text size="sm" c="dimmed">
          {t("flags.help")}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("edit.cancel")}
          </Button>
          <Button loading={change.isPending} onClick={() => change.mutate({ kind: "flags", flags })}>
            {t("flags.confirm")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

export function SynonymsForm({ taxon, onClose }: FormProps) {
  const t = useTranslations("taxonomy.edit");
  const [name, setName] = useState("");
  const change = useChange(taxon, () => setName(""));
  const parsed = taxonName.safeParse(name);
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (parsed.success) change.mutate({ kind: "addSynonym", name: parsed.data });
  };
  const site = taxon.synonyms.filter((synonym) => synonym.projectId === null);
  return (
    <Modal opened onClose={onClose} title={t("synonyms", { taxon: taxon.displayName })} size="md">
      <Stack gap="md">
        <Group gap={6}>
          {site.map((synonym) => (
            <Pill
              key={synonym.id}
              withRemoveButton
              disabled={change.isPending}
              removeButtonProps={{ "aria-label": t("removeSynonym", { name: synonym.name }) }}
              onRemove={() => change.mutate({ kind: "removeSynonym", synonymId: synonym.id })}
            >
              {synonym.name}
            </Pill>
          ))}
        </Group>
        <form onSubmit={add}>
          <Group align="end">
            <TextInput
              style={{ flex: 1 }}
              label={t("newSynonym")}
              value={name}
              onChange={(e) => setName(e.currentTarget.value)}
              error={name === "" || parsed.success ? undefined : parsed.error.issues[0]?.message}
              data-autofocus
            />
            <Button type="submit" disabled={!parsed.success} loading={change.isPending}>
              {t("add")}
            </Button>
          </Group>
        </form>
      </Stack>
    </Modal>
  );
}

/** A new child of a taxon, or without one a new root. */
export function AddForm({
  parent,
  onClose,
  onAdded,
}: {
  parent: { id: number; displayName: string } | null;
  onClose: () => void;
  onAdded: (id: number) => void;
}) {
  const t = useTranslations("taxonomy");
  const forget = useForgetTaxa();
  const [name, setName] = useState("");
  const [kind, setKind] = useState("phylogenetic");
  const [rank, setRank] = useState("");
  const [busy, setBusy] = useState(false);
  const parsed = taxonName.safeParse(name);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const made = await api<{ taxonId: number; displayName: string }>("POST", "taxa", { parentId: parent?.id ?? null, name, kind, rank });
      await forget();
      notifications.show({ color: "green", message: t("edit.added", { taxon: made.displayName }) });
      onAdded(made.taxonId);
    } catch (error) {
      notifications.show({ color: "red", message: error instanceof Error ? error.message : String(error) });
    } finally {
      setBusy(false);
    }
  };
  const kinds = (["phylogenetic", "morphological"] as const).map((value) => ({ value, label: t(`kind.${value}`) }));
  return (
    <Modal opened onClose={onClose} title={parent === null ? t("edit.addRoot") : t("edit.addChild", { taxon: parent.displayName })}>
      <form onSubmit={(event) => void add(event)}>
        <Stack gap="md">
          <TextInput
            label={t("fields.name")}
            value={name}
            onChange={(e) => setName(e.currentTarget.value)}
            error={name === "" || parsed.success ? undefined : parsed.error.issues[0]?.message}
            data-autofocus
          />
          <Select label={t("fields.kind")} data={kinds} value={kind} onChange={(value) => setKind(value ?? kind)} allowDeselect={false} />
          {kind === "phylogenetic" && <TextInput label={t("fields.rank")} value={rank} onChange={(e) => setRank(e.currentTarget.value)} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("edit.cancel")}
            </Button>
            <Button type="submit" disabled={!parsed.success} loading={busy}>
              {t("edit.add")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
