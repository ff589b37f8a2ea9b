"use client";
import { Alert, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { type DragEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import classes from "./import.module.css";
import { droppedFiles, filesOf, type LooseFile, toSend } from "./loose-files.ts";
import { sizeOf } from "./sizes.ts";
import type { Uploading } from "./use-upload.ts";

function Sending({ upload }: { upload: Uploading }) {
  const t = useTranslations("import.drop");
  const { state } = upload;
  if (state === null) return null;
  const share = state.total > 0 ? (100 * state.sent) / state.total : 0;
  return (
    <Stack gap={6} className={classes.sending}>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" truncate>
          {t("uploading", { name: state.name, done: sizeOf(state.sent), total: sizeOf(state.total) })}
        </Text>
        <Text size="sm" c="dimmed" className={classes.figure}>
          {state.perSecond > 0 ? t("rate", { rate: sizeOf(state.perSecond) }) : state.resumed ? t("resumed") : ""}
        </Text>
      </Group>
      <Progress
        value={share}
        aria-label={state.name}
        animated={!state.paused && state.failure === null}
        color={state.failure ? "red" : undefined}
      />
      {state.failure !== null && (
        <Alert color="red" variant="light" p="xs">
          {t("failed", { name: state.name, reason: state.failure })}
        </Alert>
      )}
      <Group gap="xs">
        {state.paused || state.failure !== null ? (
          <Button size="xs" variant="light" onClick={upload.resume}>
            {t("resume")}
          </Button>
        ) : (
          <Button size="xs" variant="default" onClick={upload.pause}>
            {t("pause")}
          </Button>
        )}
        <Button size="xs" variant="subtle" color="gray" onClick={upload.stop}>
          {t("stop")}
        </Button>
      </Group>
    </Stack>
  );
}

/** Takes an archive, or loose files and folders that become one, by drag and drop or by choice, and shows how far it has come. */
export function DropZone({ upload }: { upload: Uploading }) {
  const t = useTranslations("import.drop");
  const [over, setOver] = useState(false);
  const take = (files: readonly LooseFile[]) => {
    const file = toSend(files);
    if (file !== null) void upload.begin(file);
  };
  const input = useRef<HTMLInputElement>(null);
  // The browser lets a file be chosen before the page listens.
  const takeEarly = useEffectEvent(take);
  useEffect(() => takeEarly(filesOf(input.current?.files ?? null)), []);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void droppedFiles(event.dataTransfer.items).then(take);
  };
  if (upload.state !== null) return <Sending upload={upload} />;
  return (
    <label
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <IconUpload size={28} stroke={1.5} aria-hidden />
      <span className={classes.dropTitle}>{t("title")}</span>
      <span className={classes.dropAbout}>{t("about")}</span>
      <input
        ref={input}
        type="file"
        multiple
        className={classes.hiddenInput}
        aria-label={t("choose")}
        onChange={(event) => take(filesOf(event.currentTarget.files))}
      />
    </label>
  );
}
