"use client";
import { ActionIcon, Group, Radio, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import classes from "./import.module.css";
import { sizeOf } from "./sizes.ts";
import type { Source } from "./source.ts";

export type ShownUpload = {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly receivedAt: string | null;
  readonly createdAt: string;
};

/** What the person uploaded before; one of them is chosen. */
export function Uploads({
  initial,
  chosen,
  onChoose,
}: {
  initial: readonly ShownUpload[];
  chosen: Source | null;
  onChoose: (source: Source | null) => void;
}) {
  const t = useTranslations("import.uploads");
  const format = useFormatter();
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: ["uploads"], queryFn: () => api<ShownUpload[]>("GET", "uploads"), initialData: [...initial] });
  const remove = async (upload: ShownUpload) => {
    try {
      await api("DELETE", `uploads/${upload.id}`);
      if (chosen?.from === "upload" && chosen.upload === upload.id) onChoose(null);
      await queries.invalidateQueries({ queryKey: ["uploads"] });
    } catch (error) {
      notifications.show({ color: "red", message: error instanceof Error ? error.message : String(error) });
    }
  };
  if (data.length === 0) return null;
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500}>
        {t("title")}
      </Text>
      <Text size="xs" c="dimmed">
        {t("about")}
      </Text>
      <ul className={classes.files}>
        {data.map((upload) => (
          <li key={upload.id}>
            <Radio
              size="sm"
              name="upload"
              aria-label={t("choose", { name: upload.name })}
              disabled={upload.receivedAt === null}
              checked={chosen?.from === "upload" && chosen.upload === upload.id}
              onChange={() => onChoose({ from: "upload", upload: upload.id, name: upload.name })}
            />
            <Group gap={8} className={classes.fileName} wrap="nowrap">
              <Text size="sm" truncate title={upload.name}>
                {upload.name}
              </Text>
              <Text size="xs" c="dimmed" className={classes.figure}>
                {sizeOf(upload.bytes)} · {format.dateTime(new Date(upload.createdAt), { dateStyle: "medium" })}
                {upload.receivedAt === null && ` · ${t("partial")}`}
              </Text>
            </Group>
            <ActionIcon variant="subtle" color="gray" aria-label={t("delete", { name: upload.name })} onClick={() => void remove(upload)}>
              <IconTrash size={16} />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
