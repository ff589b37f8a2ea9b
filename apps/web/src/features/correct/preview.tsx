"use client";
import { Alert, List, Stack, Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { ChangesTable } from "@/components/changes-table.tsx";
import classes from "./correct.module.css";
import type { PreviewData } from "./types.ts";

const shown = (value: unknown): string => (value === null || value === undefined || value === "" ? "—" : String(value));

/** What a correction would do: how much of what, the first values before and after, and what stands in the way. */
export function PreviewView({ preview }: { readonly preview: PreviewData }) {
  const t = useTranslations("correct.preview");
  const { rows, objects, validated, images, sample, obstacles, notes } = preview;
  return (
    <Stack gap="sm">
      <Text fw={600}>{sample.length > 0 ? t("cells", { rows }) : t("rows", { rows })}</Text>
      {objects > 0 && <Text size="sm">{t("hangs", { objects, validated, images })}</Text>}
      {obstacles.length > 0 && (
        <Alert color="red" title={t("obstacles")}>
          <List size="sm">
            {obstacles.map((o) => (
              <List.Item key={o}>{o}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {notes.length > 0 && (
        <Alert color="orange">
          <List size="sm">
            {notes.map((n) => (
              <List.Item key={n}>{n}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {sample.length > 0 && (
        <div className={classes.scroll}>
          <ChangesTable
            changes={sample.map((row) => ({
              key: `${row.id}/${row.field}`,
              row: row.name,
              field: row.field,
              before: shown(row.before),
              after: shown(row.after),
            }))}
          />
        </div>
      )}
      {sample.length > 0 && rows > sample.length && (
        <Text size="xs" c="dimmed">
          {t("more", { count: rows - sample.length })}
        </Text>
      )}
    </Stack>
  );
}
