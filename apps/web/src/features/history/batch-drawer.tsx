"use client";
import { Alert, Anchor, Badge, Button, Drawer, Loader, Table, Text } from "@mantine/core";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { ChangesTable } from "@/components/changes-table.tsx";
import { StateMark } from "@/components/state/mark.tsx";
import classes from "./history.module.css";
import { fieldText, titleOf, valueText } from "./sentence.ts";
import { useBatchRows } from "./use-history.ts";

type Props = { readonly projectId: number; readonly batchId: string | null; readonly onClose: () => void };

/** One gesture, row by row. */
export function BatchDrawer({ projectId, batchId, onClose }: Props) {
  const t = useTranslations("history");
  const format = useFormatter();
  const rows = useBatchRows(projectId, batchId);
  const pages = rows.data?.pages ?? [];
  const batch = pages[0]?.batch;
  const edits = pages.flatMap((p) => p.edits);
  const labels = pages.flatMap((p) => p.labels);
  return (
    <Drawer opened={batchId !== null} onClose={onClose} position="right" size="xl" title={batch === undefined ? "" : titleOf(batch, t)}>
      {rows.isPending && <Loader size="sm" />}
      {rows.isError && <Alert color="red">{rows.error.message}</Alert>}
      {batch !== undefined && (
        <Text size="sm" c="dimmed" mb="sm">
          {batch.byName ?? t("nobody")} · {format.dateTime(new Date(batch.at), { dateStyle: "medium", timeStyle: "medium" })} UTC
        </Text>
      )}
      {rows.isSuccess && edits.length + labels.length === 0 && <Text c="dimmed">{t("noRows")}</Text>}
      {edits.length > 0 && (
        <ChangesTable
          changes={edits.map((e) => ({
            key: e.id,
            row: (
              <>
                {e.name ?? t("gone", { id: e.rowId })}
                <Text size="xs" c="dimmed">
                  {t.has(`level.${e.level}`) ? t(`level.${e.level}`) : e.level}
                </Text>
              </>
            ),
            field: (
              <>
                {fieldText(e.field, t)}
                {e.derived && (
                  <Badge ml={6} size="xs" variant="light" color="gray" tt="none">
                    {t("followed")}
                  </Badge>
                )}
              </>
            ),
            before: valueText(e.before, t, e.field),
            after: valueText(e.after, t, e.field),
          }))}
        />
      )}
      {labels.length > 0 && (
        <Table fz="sm" verticalSpacing={4}>
          <Table.Tbody>
            {labels.map((l) => (
              <Table.Tr key={l.id}>
                <Table.Td className={classes.cell}>
                  <Anchor component={Link} href={`/objects/${l.objectId}`} inherit>
                    {l.name}
                  </Anchor>
                </Table.Td>
                <Table.Td>
                  <StateMark state={l.before.state} /> {l.before.taxon ?? t("noTaxon")}
                </Table.Td>
                <Table.Td>
                  <StateMark state={l.after.state} /> {l.after.taxon ?? t("noTaxon")}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {rows.hasNextPage && (
        <Button mt="sm" variant="default" size="xs" loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
          {t("moreRows")}
        </Button>
      )}
    </Drawer>
  );
}
