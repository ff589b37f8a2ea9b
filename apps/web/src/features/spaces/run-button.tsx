"use client";
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { isActive, type RunKind } from "@nauplius/domain";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { api } from "@/components/api.ts";
import { RunCard } from "@/components/run/card.tsx";
import { useRuns } from "@/components/run/use-runs.ts";

type Props = { readonly projectId: number; readonly path: string; readonly kind: RunKind; readonly word: string };

/** Asks for a run, shows how far it is, and looks at the page anew when it is done. */
export function RunButton({ projectId, path, kind, word }: Props) {
  const t = useTranslations("spaces");
  const router = useRouter();
  const [asked, setAsked] = useState<number | null>(null);
  const { runs } = useRuns([], { projectId });
  const own = runs.find((run) => run.id === asked && run.kind === kind);
  const isDone = own?.state === "done";
  useEffect(() => {
    if (isDone) router.refresh();
  }, [isDone, router]);
  const ask = async () => {
    try {
      setAsked((await api<{ run: number }>("POST", path, {})).run);
    } catch (error) {
      notifications.show({ color: "red", message: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <>
      <Button size="xs" variant="default" disabled={own !== undefined && isActive(own.state)} onClick={() => void ask()}>
        {word}
      </Button>
      {own !== undefined && !isDone && <RunCard run={own} rights="manager" />}
      {isDone && t("runDone")}
    </>
  );
}
