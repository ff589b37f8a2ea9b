"use client";
import { Alert, Button, Card, Group, SegmentedControl, Stack } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { DropZone } from "./drop-zone.tsx";
import { type Choice, firstChoice, Options } from "./options.tsx";
import { ServerFolder } from "./server-folder.tsx";
import type { Source } from "./source.ts";
import { type ShownUpload, Uploads } from "./uploads.tsx";
import { useUpload } from "./use-upload.ts";

type Props = { projectId: number; uploads: readonly ShownUpload[]; hasServerFolder: boolean; onStarted: (run: number) => void };

const bodyOf = (source: Source, choice: Choice) => {
  const { name, ...where } = source;
  const { mode, ...rest } = choice;
  return { source: where, name, options: { ...rest, confirm: true, ...(mode === "auto" ? {} : { mode }) } };
};

/** First step: what is to come in, and of which kind it is. */
export function Choose({ projectId, uploads, hasServerFolder, onStarted }: Props) {
  const t = useTranslations("import");
  const [from, setFrom] = useState<"upload" | "server">("upload");
  const [source, setSource] = useState<Source | null>(null);
  const [choice, setChoice] = useState(firstChoice);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const upload = useUpload(({ id, name }) => setSource({ from: "upload", upload: id, name }));
  const start = async () => {
    if (source === null) return;
    setBusy(true);
    setRefusal(null);
    try {
      onStarted((await api<{ run: number }>("POST", `projects/${projectId}/imports`, bodyOf(source, choice))).run);
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card withBorder padding="lg">
      <Stack gap="lg">
        {hasServerFolder && (
          <SegmentedControl
            size="sm"
            w="fit-content"
            value={from}
            onChange={(value) => setFrom(value === "server" ? "server" : "upload")}
            data={(["upload", "server"] as const).map((value) => ({ value, label: t(`source.${value}`) }))}
          />
        )}
        {from === "upload" ? (
          <>
            <DropZone upload={upload} />
            <Uploads initial={uploads} chosen={source} onChoose={setSource} />
          </>
        ) : (
          <ServerFolder projectId={projectId} chosen={source} onChoose={setSource} />
        )}
        <Options choice={choice} onChange={setChoice} />
        {refusal !== null && (
          <Alert color="red" variant="light">
            {refusal}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button onClick={() => void start()} loading={busy} disabled={source === null}>
            {source === null ? t("chooseFirst") : t("start", { name: source.name })}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
