"use client";
import { Alert, Stack } from "@mantine/core";
import { isActive } from "@nauplius/domain";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { RunCard } from "@/components/run/card.tsx";
import { type ShownRun, useRuns } from "@/components/run/use-runs.ts";

/** Kinds of runs that bring objects into a project. */
const bringing: ReadonlySet<ShownRun["kind"]> = new Set<ShownRun["kind"]>(["importBatch", "segmentUnit"]);

type Props = { readonly projectId: number; readonly runs: readonly ShownRun[]; readonly may: { readonly import: boolean } };

/** A project that nothing has come into; while a run brings something, the page waits for it. */
export function NoObjects({ projectId, runs: initial, may }: Props) {
  const t = useTranslations("projects");
  const router = useRouter();
  const { runs } = useRuns(initial, { projectId });
  const own = runs.filter(({ kind }) => bringing.has(kind));
  const done = own.filter(({ state }) => state === "done").length;
  useEffect(() => {
    if (done > 0) router.refresh();
  }, [done, router]);
  const coming = own.filter(({ state }) => isActive(state) || state === "asking");
  return (
    <Stack gap="sm" my="lg">
      <Alert color="gray">{coming.length > 0 ? t("objectsComing") : t(may.import ? "noObjectsImport" : "noObjects")}</Alert>
      {coming.map((run) => (
        <RunCard key={run.id} run={run} rights="none" />
      ))}
    </Stack>
  );
}
