"use client";
import { ActionIcon, Alert, Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { IconArrowUp, IconFileZip, IconFolder } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import classes from "./import.module.css";
import { sizeOf } from "./sizes.ts";
import type { Source } from "./source.ts";

type Folder = { path: string; entries: { name: string; kind: "folder" | "file"; bytes: number }[] };

/** The server's import folder: folders open, archives are chosen. */
export function ServerFolder({
  projectId,
  chosen,
  onChoose,
}: {
  projectId: number;
  chosen: Source | null;
  onChoose: (source: Source) => void;
}) {
  const t = useTranslations("import.folder");
  const [path, setPath] = useState("");
  const { data, error } = useQuery({
    queryKey: ["import-folder", projectId, path],
    queryFn: () => api<Folder>("GET", `projects/${projectId}/import-folder?${new URLSearchParams({ path })}`),
  });
  const below = (name: string) => (path === "" ? name : `${path}/${name}`);
  const choose = (wanted: string) => onChoose({ from: "server", path: wanted, name: wanted.slice(wanted.lastIndexOf("/") + 1) });
  return (
    <Stack gap={4}>
      <Group justify="space-between" wrap="nowrap">
        <Group gap={6} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={path === ""}
            aria-label={t("up")}
            onClick={() => setPath(path.slice(0, Math.max(0, path.lastIndexOf("/"))))}
          >
            <IconArrowUp size={16} />
          </ActionIcon>
          <Text size="sm" ff="monospace" truncate>
            /{path}
          </Text>
        </Group>
        {path !== "" && (
          <Button size="xs" variant={chosen?.from === "server" && chosen.path === path ? "filled" : "light"} onClick={() => choose(path)}>
            {t("here")}
          </Button>
        )}
      </Group>
      {error !== null && (
        <Alert color="red" variant="light" p="xs">
          {error.message}
        </Alert>
      )}
      <ul className={classes.files}>
        {data?.entries.length === 0 && (
          <Text size="sm" c="dimmed" p="xs">
            {t("empty")}
          </Text>
        )}
        {data?.entries.map((entry) => (
          <li key={entry.name} data-chosen={(chosen?.from === "server" && chosen.path === below(entry.name)) || undefined}>
            {entry.kind === "folder" ? <IconFolder size={16} aria-hidden /> : <IconFileZip size={16} aria-hidden />}
            <Anchor
              component="button"
              type="button"
              size="sm"
              className={classes.fileName}
              aria-label={t(entry.kind === "folder" ? "open" : "choose", { name: entry.name })}
              onClick={() => (entry.kind === "folder" ? setPath(below(entry.name)) : choose(below(entry.name)))}
            >
              {entry.name}
            </Anchor>
            <Text size="xs" c="dimmed" className={classes.figure}>
              {entry.kind === "file" ? sizeOf(entry.bytes) : ""}
            </Text>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
