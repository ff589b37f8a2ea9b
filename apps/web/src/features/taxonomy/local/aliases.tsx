"use client";
import { ActionIcon, Anchor, Button, Group, Stack, Table, Text, TextInput } from "@mantine/core";
import { taxonName } from "@nauplius/domain";
import { IconX } from "@tabler/icons-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { api } from "@/components/api.ts";
import { type PickedTaxon, TaxonPicker } from "@/components/taxon-picker.tsx";
import type { ProjectTaxaData } from "../types.ts";
import { useAct } from "./use-local.ts";

type Props = { readonly projectId: number; readonly aliases: ProjectTaxaData["aliases"]; readonly mayManage: boolean };

/** Names under which people and files of this project call taxa. */
export function Aliases({ projectId, aliases, mayManage }: Props) {
  const t = useTranslations("taxonomy.local");
  const [taxon, setTaxon] = useState<PickedTaxon | null>(null);
  const [name, setName] = useState("");
  const { busy, act } = useAct(projectId);
  const parsed = taxonName.safeParse(name);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (taxon === null || !parsed.success) return;
    if (await act(() => api("POST", `projects/${projectId}/aliases`, { taxonId: taxon.id, name: parsed.data }))) setName("");
  };
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed" maw={560}>
        {t("aliasHelp")}
      </Text>
      {mayManage && (
        <form onSubmit={(event) => void add(event)}>
          <Group align="end">
            <TextInput
              label={t("alias")}
              value={name}
              onChange={(e) => setName(e.currentTarget.value)}
              error={name === "" || parsed.success ? undefined : parsed.error.issues[0]?.message}
              w={220}
            />
            <TaxonPicker projectId={projectId} label={t("means")} value={taxon} onPick={setTaxon} w={260} />
            <Button type="submit" disabled={taxon === null || !parsed.success} loading={busy}>
              {t("add")}
            </Button>
          </Group>
        </form>
      )}
      {aliases.length === 0 ? (
        <Text c="dimmed">{t("noAlias")}</Text>
      ) : (
        <Table verticalSpacing={4} fz="sm" maw={620}>
          <Table.Tbody>
            {aliases.map((alias) => (
              <Table.Tr key={alias.id}>
                <Table.Td>{alias.name}</Table.Td>
                <Table.Td>
                  <Anchor component={Link} href={`/taxa/${alias.taxonId}`} size="sm">
                    {alias.taxon}
                  </Anchor>
                </Table.Td>
                <Table.Td ta="right">
                  {mayManage && (
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size="sm"
                      disabled={busy}
                      aria-label={t("remove", { taxon: alias.name })}
                      onClick={() => void act(() => api("DELETE", `projects/${projectId}/aliases/${alias.id}`))}
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
