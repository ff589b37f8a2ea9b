"use client";
import { Alert, Anchor, Button, FileInput, Group, List, Stack, Text } from "@mantine/core";
import { isActive, isOver } from "@nauplius/domain";
import type { LoadPreview } from "@nauplius/services";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { ApiRefusal, api } from "@/components/api.ts";
import { PageFrame } from "@/components/page-frame.tsx";
import { RunProgress } from "@/components/run/card.tsx";
import type { ShownRun } from "@/components/run/use-runs.ts";
import { useForgetTaxa } from "../detail/use-taxon.ts";
import { Preview } from "./preview.tsx";

type LoadRun = ShownRun & { readonly questions: (LoadPreview & { readonly file: string }) | null };

/** How often a run at work is asked for. */
const pollMs = 700;

const useLoadRun = (id: number | null) =>
  useQuery({
    queryKey: ["taxonomy-load", id],
    queryFn: () => api<LoadRun>("GET", `runs/${id}`),
    enabled: id !== null,
    refetchInterval: (query) => (query.state.data !== undefined && isActive(query.state.data.state) ? pollMs : false),
  });

async function send(file: File): Promise<number> {
  const response = await fetch(`/api/taxonomy?file=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiRefusal(response.status, answer);
  return answer.runId;
}

function Choose({ onSent }: { onSent: (run: number) => void }) {
  const t = useTranslations("taxonomy.load");
  const [file, setFile] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (file === null) return;
    setBusy(true);
    setFault("");
    try {
      onSent(await send(file));
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md" maw={560}>
        <Text size="sm">{t("help")}</Text>
        <List size="sm" c="dimmed">
          <List.Item>{t("formEcotaxa")}</List.Item>
          <List.Item>{t("formWorms")}</List.Item>
        </List>
        <FileInput label={t("file")} placeholder={t("choose")} value={file} onChange={setFile} accept=".tsv,.csv,.txt,text/*" clearable />
        {fault !== "" && <Alert color="red">{fault}</Alert>}
        <Group>
          <Button type="submit" disabled={file === null} loading={busy}>
            {t("check")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Asking({ run, onAnswered }: { run: LoadRun; onAnswered: () => void }) {
  const t = useTranslations("taxonomy.load");
  const forget = useForgetTaxa();
  const [busy, setBusy] = useState(false);
  const answer = async (load: boolean) => {
    setBusy(true);
    await api("POST", `runs/${run.id}/answers`, { answers: { load } }).catch(() => undefined);
    await forget();
    onAnswered();
    setBusy(false);
  };
  if (run.questions === null) return null;
  return (
    <Stack gap="md">
      <Preview preview={run.questions} />
      <Group>
        <Button
          onClick={() => void answer(true)}
          loading={busy}
          disabled={run.questions.added + run.questions.changed + run.questions.synonyms === 0}
        >
          {t("load")}
        </Button>
        <Button variant="default" onClick={() => void answer(false)} disabled={busy}>
          {t("leave")}
        </Button>
      </Group>
    </Stack>
  );
}

/** A file is checked, what it would do is shown, and only then it is loaded. */
export function LoadPage() {
  const t = useTranslations("taxonomy.load");
  const words = useTranslations("taxonomy");
  const given = Number(useSearchParams().get("run"));
  const id = Number.isSafeInteger(given) && given > 0 ? given : null;
  const { data: run, isError, refetch } = useLoadRun(id);
  const open = (next: number | null) => window.history.pushState(null, "", next === null ? "/taxonomy/load" : `/taxonomy/load?run=${next}`);
  return (
    <PageFrame title={t("title")} crumbs={[{ href: "/taxonomy", text: words("title") }]}>
      {id === null && <Choose onSent={open} />}
      {isError && <Alert color="red">{t("gone")}</Alert>}
      {run !== undefined && (
        <Stack gap="md">
          {isActive(run.state) && <RunProgress run={run} />}
          {run.state === "asking" && <Asking run={run} onAnswered={() => void refetch()} />}
          {run.state === "done" && (
            <Alert color="green" title={t("done")}>
              {run.result !== null && (
                <Preview preview={{ ...(run.result as unknown as LoadPreview), examples: [], problems: [], errors: 0, warnings: 0 }} />
              )}
              <Anchor component={Link} href="/taxonomy">
                {t("look")}
              </Anchor>
            </Alert>
          )}
          {isOver(run.state) && run.state !== "done" && (
            <Alert color={run.state === "cancelled" ? "gray" : "red"} title={run.reason}>
              {run.result !== null && "problems" in run.result && <Preview preview={run.result as unknown as LoadPreview} />}
            </Alert>
          )}
          {isOver(run.state) && (
            <Group>
              <Button variant="default" onClick={() => open(null)}>
                {t("another")}
              </Button>
            </Group>
          )}
        </Stack>
      )}
    </PageFrame>
  );
}
