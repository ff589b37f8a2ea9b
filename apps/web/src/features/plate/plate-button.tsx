"use client";
import { Alert, Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { isActive, mostPlated, type PlateForm, plateForms, plateWords, type View } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { RunCard } from "@/components/run/card.tsx";
import { useRuns } from "@/components/run/use-runs.ts";
import { PlateFiles } from "./plate-files.tsx";

type Props = { readonly projectId: number; readonly title: string; readonly view: View; readonly count: number };

/** Makes a plate of the chosen objects to be printed: one scale, one bar, names and ids. */
export function PlateButton(props: Props) {
  const t = useTranslations("plate");
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button size="compact-sm" variant="subtle" onClick={open}>
        {t("open")}
      </Button>
      <Modal opened={opened} onClose={close} title={t("title", { count: props.count })} size="md">
        {opened && <Asking {...props} />}
      </Modal>
    </>
  );
}

function Asking({ projectId, title: project, view, count }: Props) {
  const t = useTranslations("plate");
  const [form, setForm] = useState<PlateForm>("pdf");
  const [title, setTitle] = useState(project.slice(0, 100));
  const [asked, setAsked] = useState<number | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { runs } = useRuns([], { projectId });
  const run = runs.find(({ id }) => id === asked);
  const isBusy = asked !== null && (run === undefined || isActive(run.state));
  const make = async () => {
    setRefusal(null);
    try {
      const words = Object.fromEntries(Object.keys(plateWords.shape).map((word) => [word, t.raw(`sheet.${word}` as "sheet.about")]));
      const body = { words, filter: view.filter, sort: view.sort, form, title: title.trim() || undefined };
      setAsked((await api<{ run: number }>("POST", `projects/${projectId}/plates`, body)).run);
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Stack gap="md">
      <Text size="sm">{t("about")}</Text>
      <TextInput label={t("name")} value={title} maxLength={100} onChange={(event) => setTitle(event.currentTarget.value)} />
      <SegmentedControl
        aria-label={t("form")}
        value={form}
        onChange={(value) => setForm(plateForms.find((one) => one === value) ?? form)}
        data={plateForms.map((value) => ({ value, label: t(`forms.${value}`) }))}
      />
      {count > mostPlated && <Alert color="orange">{t("tooMany", { most: mostPlated })}</Alert>}
      {refusal !== null && <Alert color="red">{refusal}</Alert>}
      {run !== undefined && <RunCard run={run} rights="none" />}
      {run?.state === "done" && <PlateFiles run={run} />}
      <Group justify="flex-end">
        <Button loading={isBusy} disabled={count > mostPlated} onClick={() => void make()}>
          {t("make")}
        </Button>
      </Group>
    </Stack>
  );
}
