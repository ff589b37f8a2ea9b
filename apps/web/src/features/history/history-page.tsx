"use client";
import { Alert, Button, Group, Loader, Text } from "@mantine/core";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { PageFrame } from "@/components/page-frame.tsx";
import type { PickedTaxon } from "@/components/taxon-picker.tsx";
import { BatchDrawer } from "./batch-drawer.tsx";
import { BatchLine } from "./batch-line.tsx";
import { HistoryFilters } from "./filters.tsx";
import classes from "./history.module.css";
import { byDay } from "./sentence.ts";
import { type HistoryFilter, useHistoryList } from "./use-history.ts";

type Props = { readonly projectId: number; readonly may: { readonly undo: boolean; readonly revert: boolean } };

/** Labels and corrections of a project in one history: who, when, what, how much; each opened, and taken back by managers. */
export function HistoryPage({ projectId, may }: Props) {
  const t = useTranslations("history");
  const format = useFormatter();
  const [filter, setFilter] = useState<HistoryFilter>({});
  const [taxon, setTaxon] = useState<PickedTaxon | null>(null);
  const [open, setOpen] = useState<string | null>(null);
  const list = useHistoryList(projectId, filter);
  const batches = list.data?.pages.flatMap((page) => page.batches) ?? [];
  const people = list.data?.pages[0]?.people ?? [];
  return (
    <PageFrame title={t("title")} about={t("about")}>
      <HistoryFilters
        projectId={projectId}
        filter={filter}
        taxon={taxon}
        people={people}
        onChange={(next, picked) => {
          setFilter(next);
          setTaxon(next.taxon === undefined ? null : picked);
        }}
      />
      {list.isPending && <Loader size="sm" />}
      {list.isError && (
        <Alert color="red">
          <Group>
            <Text size="sm">{list.error.message}</Text>
            <Button size="xs" variant="default" onClick={() => void list.refetch()}>
              {t("again")}
            </Button>
          </Group>
        </Alert>
      )}
      {list.isSuccess && batches.length === 0 && <Text c="dimmed">{t(Object.keys(filter).length === 0 ? "none" : "noneFit")}</Text>}
      {byDay(batches).map(({ day, batches: ofDay }) => (
        <section key={day} aria-label={day}>
          <h2 className={classes.day}>{format.dateTime(new Date(`${day}T12:00:00Z`), { dateStyle: "full" })}</h2>
          <ul className={classes.list}>
            {ofDay.map((batch) => (
              <BatchLine key={batch.id} projectId={projectId} batch={batch} may={may} onOpen={() => setOpen(batch.id)} />
            ))}
          </ul>
        </section>
      ))}
      {list.hasNextPage && (
        <Button mt="md" variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("older")}
        </Button>
      )}
      <BatchDrawer projectId={projectId} batchId={open} onClose={() => setOpen(null)} />
    </PageFrame>
  );
}
