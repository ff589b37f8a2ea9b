"use client";
import { Table } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import classes from "./changes-table.module.css";

export type ShownChange = {
  readonly key: string | number;
  readonly row: ReactNode;
  readonly field: ReactNode;
  readonly before: ReactNode;
  readonly after: ReactNode;
};

/** What was, or would be, written: a line for each value, before and after. */
export function ChangesTable({ changes }: { readonly changes: readonly ShownChange[] }) {
  const t = useTranslations("changes");
  return (
    <Table fz="sm" verticalSpacing={4} stickyHeader className={classes.table}>
      <Table.Thead>
        <Table.Tr>
          {(["row", "field", "before", "after"] as const).map((column) => (
            <Table.Th key={column}>{t(column)}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {changes.map(({ key, row, field, before, after }) => (
          <Table.Tr key={key}>
            <Table.Td>{row}</Table.Td>
            <Table.Td>{field}</Table.Td>
            <Table.Td c="dimmed">{before}</Table.Td>
            <Table.Td fw={600}>{after}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
