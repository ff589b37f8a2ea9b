"use client";
import { Alert, Button, Card, Group, Stack } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { type Choice, firstChoice, Options } from "./options.tsx";
import type { Source } from "./source.ts";
import { SourceField } from "./source-field.tsx";
import type { ShownUpload } from "./uploads.tsx";

type Props = { projectId: number; uploads: readonly ShownUpload[]; hasServerFolder: boolean; onStarted: (run: number) => void };

const bodyOf = (source: Source, choice: Choice) => {
  const { name, ...where } = source;
  const { mode, ...rest } = choice;
  return { source: where, name, options: { ...rest, confirm: true, ...(mode === "auto" ? {} : { mode }) } };
};

/** First step: what is to come in, and of which kind it is. */
export function Choose({ projectId, uploads, hasServerFolder, onStarted }: Props) {
  const t = useTranslations("import");
  const [source, setSource] = useState<Source | null>(null);
  const [choice, setChoice] = useState(firstChoice);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
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
        <SourceField {...{ projectId, uploads, hasServerFolder, source }} onSource={setSource} />
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
