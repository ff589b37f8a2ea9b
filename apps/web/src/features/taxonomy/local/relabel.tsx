"use client";
import { Alert, Anchor, Button, Checkbox, Group, SegmentedControl, Stack, Table, Text } from "@mantine/core";
import { type RelabelChoice, uuidV7 } from "@nauplius/domain";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { type PickedTaxon, TaxonPicker } from "@/components/taxon-picker.tsx";
import type { RelabelData } from "../types.ts";
import classes from "./local.module.css";
import { useAct, useRelabels } from "./use-local.ts";

export type RelabelStart = { readonly from: PickedTaxon; readonly to: PickedTaxon | null };
type Shown = {
  readonly objects: number;
  readonly counts: readonly { readonly id: number; readonly displayName: string; readonly objects: number }[];
};

const newBatch = (): string => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));

/** Re-label all X as Y here: asked, shown, done as one batch, taken back as one. */
export function Relabel({ projectId, start }: { projectId: number; start: RelabelStart | null }) {
  const t = useTranslations("taxonomy.relabel");
  const format = useFormatter();
  const [from, setFrom] = useState<PickedTaxon | null>(start?.from ?? null);
  const [to, setTo] = useState<PickedTaxon | null>(start?.to ?? null);
  const [withChildren, setWithChildren] = useState(false);
  const [choice, setChoice] = useState<RelabelChoice>("all");
  const [shown, setShown] = useState<Shown | null>(null);
  const { busy, act } = useAct(projectId);
  const asked = { from: from?.id, to: to?.id, withChildren, choice };
  const change = (work: () => void) => {
    setShown(null);
    work();
  };
  const look = () => act(async () => setShown(await api<Shown>("POST", `projects/${projectId}/relabels/preview`, asked)));
  const go = async () => {
    if (shown === null) return;
    const done = await act(
      () => api("POST", `projects/${projectId}/relabels`, { ...asked, batchId: newBatch(), expected: shown.objects }),
      t("started", { objects: shown.objects }),
    );
    if (done) setShown(null);
  };
  return (
    <Stack gap="lg">
      <Stack gap="md" maw={620}>
        <Text size="sm" c="dimmed">
          {t("help")}
        </Text>
        <Group align="end" grow preventGrowOverflow={false}>
          <TaxonPicker projectId={projectId} label={t("from")} value={from} onPick={(taxon) => change(() => setFrom(taxon))} />
          <TaxonPicker projectId={projectId} label={t("to")} value={to} onPick={(taxon) => change(() => setTo(taxon))} />
        </Group>
        <Group>
          <SegmentedControl
            value={choice}
            onChange={(value) => change(() => setChoice(value === "notValidated" ? "notValidated" : "all"))}
            data={[
              { value: "all", label: t("all") },
              { value: "notValidated", label: t("notValidated") },
            ]}
          />
          <Checkbox
            checked={withChildren}
            onChange={(e) => change(() => setWithChildren(e.currentTarget.checked))}
            label={t("withChildren")}
          />
        </Group>
        {shown === null ? (
          <Group>
            <Button onClick={() => void look()} disabled={from === null || to === null} loading={busy}>
              {t("look")}
            </Button>
          </Group>
        ) : (
          <Alert title={t("would", { objects: shown.objects, taxon: to?.displayName ?? "" })}>
            <Table withRowBorders={false} verticalSpacing={2} fz="sm" mb="sm">
              <Table.Tbody>
                {shown.counts.slice(0, 12).map((count) => (
                  <Table.Tr key={count.id}>
                    <Table.Td>{count.displayName}</Table.Td>
                    <Table.Td className={classes.number}>{format.number(count.objects)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            <Button onClick={() => void go()} disabled={shown.objects === 0} loading={busy}>
              {t("go")}
            </Button>
          </Alert>
        )}
      </Stack>
      <Earlier projectId={projectId} />
    </Stack>
  );
}

const changedBy = (batch: RelabelData): number => {
  const count = batch.result.count;
  return typeof count === "object" && count !== null && "changed" in count ? Number(count.changed) : 0;
};

/** What was re-labelled here before, and the way back. */
function Earlier({ projectId }: { projectId: number }) {
  const t = useTranslations("taxonomy.relabel");
  const format = useFormatter();
  const { data } = useRelabels(projectId);
  const { busy, act } = useAct(projectId);
  if (data === undefined || data.length === 0) return null;
  const undo = (of: string) => act(() => api("POST", `projects/${projectId}/relabels/undo`, { of, batchId: newBatch() }), t("undoing"));
  return (
    <section>
      <h2 className={classes.heading}>{t("earlier")}</h2>
      <Table verticalSpacing={4} fz="sm">
        <Table.Tbody>
          {data.map((batch) => (
            <Table.Tr key={batch.id}>
              <Table.Td className={classes.when}>
                {format.dateTime(new Date(batch.at), { dateStyle: "medium", timeStyle: "short" })}
              </Table.Td>
              <Table.Td>
                {t("was", {
                  objects: changedBy(batch),
                  by: batch.byName ?? t("site"),
                  why: batch.request.why === "merge" ? "merge" : "local",
                })}
                {batch.runId !== null && (
                  <Anchor component={Link} href={`/runs/${batch.runId}`} size="sm" ml={6}>
                    {t("run")}
                  </Anchor>
                )}
              </Table.Td>
              <Table.Td ta="right">
                {batch.undoneBy !== null ? (
                  <Text span size="sm" c="dimmed">
                    {t("undone")}
                  </Text>
                ) : (
                  batch.request.why === "local" && (
                    <Button size="compact-xs" variant="default" disabled={busy} onClick={() => void undo(batch.id)}>
                      {t("undo")}
                    </Button>
                  )
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
