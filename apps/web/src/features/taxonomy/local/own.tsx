"use client";
import { ActionIcon, Anchor, Button, Group, Stack, Table, Text, TextInput } from "@mantine/core";
import { taxonName } from "@nauplius/domain";
import { IconX } from "@tabler/icons-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { api } from "@/components/api.ts";
import { type PickedTaxon, TaxonPicker } from "@/components/taxon-picker.tsx";
import type { LocalTaxonData } from "../types.ts";
import { useAct } from "./use-local.ts";

type Props = { readonly projectId: number; readonly own: readonly LocalTaxonData[]; readonly mayManage: boolean };

/** Morphological children that only this project has. */
export function OwnTaxa({ projectId, own, mayManage }: Props) {
  const t = useTranslations("taxonomy.local");
  const [parent, setParent] = useState<PickedTaxon | null>(null);
  const [name, setName] = useState("");
  const { busy, act } = useAct(projectId);
  const parsed = taxonName.safeParse(name);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (parent === null || !parsed.success) return;
    const done = await act(
      () => api("POST", `projects/${projectId}/taxa`, { parentId: parent.id, name: parsed.data }),
      t("ownAdded", { name }),
    );
    if (done) setName("");
  };
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed" maw={560}>
        {t("ownHelp")}
      </Text>
      {mayManage && (
        <form onSubmit={(event) => void add(event)}>
          <Group align="end">
            <TaxonPicker projectId={projectId} label={t("parent")} value={parent} onPick={setParent} w={260} />
            <TextInput
              label={t("name")}
              value={name}
              onChange={(e) => setName(e.currentTarget.value)}
              error={name === "" || parsed.success ? undefined : parsed.error.issues[0]?.message}
              w={220}
            />
            <Button type="submit" disabled={parent === null || !parsed.success} loading={busy}>
              {t("add")}
            </Button>
          </Group>
        </form>
      )}
      {own.length === 0 ? (
        <Text c="dimmed">{t("noOwn")}</Text>
      ) : (
        <Table verticalSpacing={4} fz="sm" maw={720}>
          <Table.Tbody>
            {own.map((taxon) => (
              <Table.Tr key={taxon.id}>
                <Table.Td>
                  <Anchor
                    component={Link}
                    href={`/taxa/${taxon.id}`}
                    size="sm"
                    td={taxon.status === "deprecated" ? "line-through" : undefined}
                  >
                    {taxon.displayName}
                  </Anchor>
                </Table.Td>
                <Table.Td c="dimmed">{t("below", { parent: taxon.parent })}</Table.Td>
                <Table.Td ta="right">
                  {mayManage && taxon.status !== "deprecated" && (
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size="sm"
                      disabled={busy}
                      aria-label={t("remove", { taxon: taxon.displayName })}
                      onClick={() => void act(() => api("DELETE", `projects/${projectId}/taxa/${taxon.id}`, { version: taxon.version }))}
                    >
                      <IconX size={14} />
                    </ActionIcon>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  );
}
