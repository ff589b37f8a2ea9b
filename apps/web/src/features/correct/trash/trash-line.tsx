"use client";
import { Button, Table, Text } from "@mantine/core";
import { useFormatter, useNow, useTranslations } from "next-intl";
import type { ReactNode } from "react";

const dayMs = 86_400_000;
const daysLeft = (expiresAt: string, now: Date): number => Math.max(0, Math.ceil((new Date(expiresAt).getTime() - now.getTime()) / dayMs));

export function TrashHead() {
  const t = useTranslations("correct.bin");
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th>{t("what")}</Table.Th>
        <Table.Th ta="right">{t("objects")}</Table.Th>
        <Table.Th>{t("by")}</Table.Th>
        <Table.Th>{t("left")}</Table.Th>
        <Table.Th />
      </Table.Tr>
    </Table.Thead>
  );
}

type Trashed = { readonly objects: number; readonly byName: string | null; readonly at: string; readonly expiresAt: string };
type Props = { readonly trashed: Trashed; readonly isBusy: boolean; readonly onRestore: () => void; readonly children: ReactNode };

/** Something in the trash: what, how much of it, by whom, and how long it can be restored. */
export function TrashLine({ trashed, isBusy, onRestore, children }: Props) {
  const t = useTranslations("correct.bin");
  const format = useFormatter();
  const now = useNow();
  return (
    <Table.Tr>
      <Table.Td>{children}</Table.Td>
      <Table.Td ta="right">{format.number(trashed.objects)}</Table.Td>
      <Table.Td>
        {trashed.byName ?? t("nobody")}
        <Text size="xs" c="dimmed">
          {format.dateTime(new Date(trashed.at), { dateStyle: "medium", timeStyle: "short" })} UTC
        </Text>
      </Table.Td>
      <Table.Td>{t("days", { count: daysLeft(trashed.expiresAt, now) })}</Table.Td>
      <Table.Td ta="right">
        <Button size="xs" variant="default" loading={isBusy} onClick={onRestore}>
          {t("restore")}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
