"use client";
import { Anchor, Button, Group, Stack, Table, TableScrollContainer, Text } from "@mantine/core";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { TaxonPicker } from "@/components/taxon-picker.tsx";
import { useChange } from "@/features/people/use-change.ts";
import type { ShownModel } from "./types.ts";

/** Which taxon of the site each class of a model means. */
export function ClassTable({ model }: { readonly model: ShownModel }) {
  const t = useTranslations("learn");
  const match = useChange(() => api<{ matched: number }>("POST", `models/${model.id}/match`, {}));
  const lacking = model.classes.filter(({ taxonId }) => taxonId === null).length;
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text size="sm" c="dimmed" maw="70ch">
          {t("classesAbout", { lacking })}
        </Text>
        {model.mayManage && lacking > 0 && (
          <Button variant="default" size="xs" loading={match.isPending} onClick={() => match.mutate(undefined)}>
            {t("match")}
          </Button>
        )}
      </Group>
      <TableScrollContainer minWidth={560}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("class")}</Table.Th>
              <Table.Th>{t("taxonHere")}</Table.Th>
              {model.mayManage && <Table.Th>{t("choose")}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {model.classes.map((line) => (
              <ClassLine key={line.ordinal} model={model} line={line} />
            ))}
          </Table.Tbody>
        </Table>
      </TableScrollContainer>
    </Stack>
  );
}

function ClassLine({ model, line }: { readonly model: ShownModel; readonly line: ShownModel["classes"][number] }) {
  const t = useTranslations("learn");
  const [isOpen, setOpen] = useState(false);
  const change = useChange((taxonId: number | null) => api("PUT", `models/${model.id}/classes/${line.ordinal}`, { taxonId }), {
    after: () => setOpen(false),
  });
  return (
    <Table.Tr>
      <Table.Td>{line.name}</Table.Td>
      <Table.Td>
        {isOpen ? (
          <TaxonPicker
            aria-label={t("taxonOf", { name: line.name })}
            autoFocus
            onPick={({ id }) => change.mutate(id)}
            onCancel={() => setOpen(false)}
          />
        ) : line.taxonId === null ? (
          <Text c="dimmed">{t("noTaxonHere")}</Text>
        ) : (
          <Anchor component={Link} inherit href={`/taxa/${line.taxonId}`}>
            {line.taxon}
          </Anchor>
        )}
      </Table.Td>
      {model.mayManage && (
        <Table.Td>
          <Group gap={4} justify="flex-end" wrap="nowrap">
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => setOpen(!isOpen)}
              aria-label={isOpen ? undefined : t("chooseFor", { name: line.name })}
            >
              {isOpen ? t("cancel") : t("choose")}
            </Button>
            {line.taxonId !== null && (
              <Button size="compact-xs" variant="subtle" color="gray" onClick={() => change.mutate(null)}>
                {t("noneHere")}
              </Button>
            )}
          </Group>
        </Table.Td>
      )}
    </Table.Tr>
  );
}
