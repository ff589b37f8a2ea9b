"use client";
import { Anchor, Skeleton, Stack, Text, Title } from "@mantine/core";
import type { ImportQuestions, ImportResult } from "@nauplius/services";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { api } from "@/components/api.ts";
import { PageFrame } from "@/components/page-frame.tsx";
import { RunCard } from "@/components/run/card.tsx";
import { type ShownRun, useRuns } from "@/components/run/use-runs.ts";
import { Answer } from "./answer.tsx";
import { AtWork } from "./at-work.tsx";
import { Choose } from "./choose.tsx";
import { Done } from "./done.tsx";
import { stepOf } from "./step.ts";
import { StepLine } from "./step-line.tsx";
import type { ShownUpload } from "./uploads.tsx";

type Asking = { questions: ImportQuestions | null; state: string };

function Questions({ projectId, run, editsTree }: { projectId: number; run: ShownRun; editsTree: boolean }) {
  // Each round of questions belongs to its attempt.
  const { data, refetch } = useQuery({
    queryKey: ["import-questions", run.id, run.attempts],
    queryFn: () => api<Asking>("GET", `runs/${run.id}`),
  });
  if (data?.questions == null) return <Skeleton h={240} />;
  return <Answer projectId={projectId} editsTree={editsTree} runId={run.id} questions={data.questions} onAnswered={() => void refetch()} />;
}

type Props = {
  projectId: number;
  initial: readonly ShownRun[];
  uploads: readonly ShownUpload[];
  hasServerFolder: boolean;
  editsTree: boolean;
};

/** The import from choice to end. The run stands in the address: a reload, or another person, sees the same step. */
export function ImportWizard({ projectId, initial, uploads, hasServerFolder, editsTree }: Props) {
  const t = useTranslations("import");
  const segment = useTranslations("segment");
  const router = useRouter();
  const asked = Number(useSearchParams().get("run"));
  const { runs } = useRuns(initial, { projectId });
  const imports = runs.filter((run) => run.kind === "importBatch");
  const [started, setStarted] = useState<ShownRun | null>(null);
  const run = imports.find((r) => r.id === asked) ?? (started?.id === asked ? started : null);
  const step = stepOf(run);
  // A run that began a moment ago may be ahead of the stream of changes.
  useEffect(() => {
    if (asked > 0 && run === null)
      void api<ShownRun>("GET", `runs/${asked}`)
        .then(setStarted)
        .catch(() => undefined);
  }, [asked, run]);
  const go = (id: number | null) => router.push(`/projects/${projectId}/import${id === null ? "" : `?run=${id}`}`, { scroll: false });
  const another = () => go(null);
  return (
    <PageFrame title={t("title")} about={step === "choose" ? t("intro") : undefined}>
      <Stack gap="md">
        <StepLine step={step} />
        {asked > 0 && run === null && <Skeleton h={160} />}
        {!(asked > 0) && (
          <Anchor component={Link} href={`/projects/${projectId}/import/segment`} size="sm">
            {segment("link")}
          </Anchor>
        )}
        {!(asked > 0) && <Choose projectId={projectId} uploads={uploads} hasServerFolder={hasServerFolder} onStarted={go} />}
        {run !== null && step === "answer" && <Questions projectId={projectId} editsTree={editsTree} run={run} />}
        {run !== null && (step === "check" || step === "load") && <AtWork run={run} step={step} onAnother={another} />}
        {run !== null && step === "done" && (
          // What an import of ours wrote into its own row.
          <Done projectId={projectId} runId={run.id} result={(run.result ?? {}) as Partial<ImportResult>} onAnother={another} />
        )}
        {step === "choose" && !(asked > 0) && (
          <Stack gap="sm">
            <Title order={2} size="h4">
              {t("earlier.title")}
            </Title>
            {imports.length === 0 && <Text c="dimmed">{t("earlier.none")}</Text>}
            {imports.map((r) => (
              <RunCard key={r.id} run={r} rights="manager" />
            ))}
          </Stack>
        )}
      </Stack>
    </PageFrame>
  );
}
