"use client";
import { Anchor, Button, Checkbox, Group, SegmentedControl, Select, Table, Text, VisuallyHidden } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type Extent, extents, type TaxonFlags } from "@nauplius/domain";
import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { PageFrame } from "@/components/page-frame.tsx";
import { useForgetTaxa } from "../detail/use-taxon.ts";
import type { FlagReviewData } from "../types.ts";
import classes from "./review.module.css";

type Row = FlagReviewData["taxa"][number];
const flagsOf = ({ living, extent, countsAsIndividual }: Row): TaxonFlags => ({ living, extent, countsAsIndividual });
const pageSize = 100;

function useReview(confirmed: boolean) {
  return useInfiniteQuery({
    queryKey: ["taxon", "flags", confirmed],
    queryFn: ({ pageParam }) => api<FlagReviewData>("GET", `taxa/flags?confirmed=${confirmed}&after=${pageParam}&limit=${pageSize}`),
    initialPageParam: 0,
    getNextPageParam: (last) => (last.taxa.length < pageSize ? undefined : last.taxa.at(-1)?.id),
  });
}

/** A flag that may be said or inherited. */
function YesNo({ value, label, onChange }: { value: boolean | null; label: string; onChange: (value: boolean | null) => void }) {
  const t = useTranslations("taxonomy.flags");
  const data = [
    { value: "inherit", label: t("inherited") },
    { value: "yes", label: t("yes") },
    { value: "no", label: t("no") },
  ];
  return (
    <Select
      size="xs"
      aria-label={label}
      allowDeselect={false}
      data={data}
      value={value === null ? "inherit" : value ? "yes" : "no"}
      onChange={(text) => onChange(text === "inherit" ? null : text === "yes")}
    />
  );
}

function Shows({ value, onChange }: { value: Extent | null; onChange: (value: Extent | null) => void }) {
  const t = useTranslations("taxonomy.flags");
  const data = [{ value: "inherit", label: t("inherited") }, ...extents.map((extent) => ({ value: extent, label: t(`extent.${extent}`) }))];
  return (
    <Select
      size="xs"
      aria-label={t("shows")}
      allowDeselect={false}
      data={data}
      value={value ?? "inherit"}
      onChange={(text) => onChange(extents.find((extent) => extent === text) ?? null)}
    />
  );
}

type LineProps = {
  readonly row: Row;
  readonly flags: TaxonFlags;
  readonly isChosen: boolean;
  readonly mayEdit: boolean;
  readonly onChoose: (isChosen: boolean) => void;
  readonly onFlags: (flags: TaxonFlags) => void;
};

function Line({ row, flags, isChosen, mayEdit, onChoose, onFlags }: LineProps) {
  const t = useTranslations("taxonomy.flags");
  const format = useFormatter();
  const word = (value: boolean | null) => (value === null ? t("inherited") : value ? t("yes") : t("no"));
  return (
    <Table.Tr className={classes.row} data-changed={JSON.stringify(flags) !== JSON.stringify(flagsOf(row)) || undefined}>
      {mayEdit && (
        <Table.Td>
          <Checkbox size="xs" checked={isChosen} onChange={(e) => onChoose(e.currentTarget.checked)} aria-label={row.displayName} />
        </Table.Td>
      )}
      <Table.Td>
        <Anchor component={Link} href={`/taxa/${row.id}`} size="sm">
          {row.displayName}
        </Anchor>
      </Table.Td>
      <Table.Td>
        {mayEdit ? (
          <YesNo label={t("isLiving")} value={flags.living} onChange={(living) => onFlags({ ...flags, living })} />
        ) : (
          word(flags.living)
        )}
      </Table.Td>
      <Table.Td>
        {mayEdit ? (
          <Shows value={flags.extent} onChange={(extent) => onFlags({ ...flags, extent })} />
        ) : flags.extent === null ? (
          t("inherited")
        ) : (
          t(`extent.${flags.extent}`)
        )}
      </Table.Td>
      <Table.Td>
        {mayEdit ? (
          <YesNo
            label={t("isCounted")}
            value={flags.countsAsIndividual}
            onChange={(countsAsIndividual) => onFlags({ ...flags, countsAsIndividual })}
          />
        ) : (
          word(flags.countsAsIndividual)
        )}
      </Table.Td>
      <Table.Td className={classes.quiet}>
        {row.confirmedAt === null
          ? ""
          : `${row.confirmedBy ?? t("somebody")}, ${format.dateTime(new Date(row.confirmedAt), { dateStyle: "medium" })}`}
      </Table.Td>
    </Table.Tr>
  );
}

/** Flags proposed from names beside those that a person confirmed; editors confirm or correct them, many at once. */
export function FlagReview({ mayEdit }: { mayEdit: boolean }) {
  const t = useTranslations("taxonomy.flags");
  const words = useTranslations("taxonomy");
  const [confirmed, setConfirmed] = useState(false);
  const [said, setSaid] = useState<ReadonlyMap<number, TaxonFlags>>(new Map());
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const review = useReview(confirmed);
  const forget = useForgetTaxa();
  const rows = review.data?.pages.flatMap((page) => page.taxa) ?? [];
  const counts = review.data?.pages[0];
  const chosen = rows.filter((row) => (confirmed ? said.has(row.id) : !left.has(row.id)));

  const confirm = async () => {
    const taxa = chosen.slice(0, 500).map((row) => ({ taxonId: row.id, version: row.version, flags: said.get(row.id) ?? flagsOf(row) }));
    try {
      await api("POST", "taxa/flags", { taxa });
      setSaid(new Map());
      await forget();
      notifications.show({ color: "green", message: t("confirmedMany", { count: taxa.length }) });
    } catch (error) {
      notifications.show({ color: "red", message: error instanceof Error ? error.message : String(error) });
    }
  };

  return (
    <PageFrame title={t("reviewTitle")} about={t("reviewHelp")} crumbs={[{ href: "/taxonomy", text: words("title") }]}>
      <Group justify="space-between" className={classes.bar}>
        <SegmentedControl
          value={confirmed ? "confirmed" : "proposed"}
          onChange={(value) => setConfirmed(value === "confirmed")}
          data={[
            { value: "proposed", label: t("proposedTab", { count: counts?.proposed ?? 0 }) },
            { value: "confirmed", label: t("confirmedTab", { count: counts?.confirmed ?? 0 }) },
          ]}
        />
        {mayEdit && (
          <Button onClick={() => void confirm()} disabled={chosen.length === 0}>
            {t("confirmChosen", { count: Math.min(chosen.length, 500) })}
          </Button>
        )}
      </Group>
      <Table.ScrollContainer minWidth={680}>
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              {mayEdit && (
                <Table.Th w={36}>
                  <VisuallyHidden>{t("chosen")}</VisuallyHidden>
                </Table.Th>
              )}
              <Table.Th>{t("taxon")}</Table.Th>
              <Table.Th w={140}>{t("isLiving")}</Table.Th>
              <Table.Th w={140}>{t("shows")}</Table.Th>
              <Table.Th w={140}>{t("isCounted")}</Table.Th>
              <Table.Th w={180}>{t("by")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Line
                key={row.id}
                row={row}
                mayEdit={mayEdit}
                flags={said.get(row.id) ?? flagsOf(row)}
                isChosen={confirmed ? said.has(row.id) : !left.has(row.id)}
                onChoose={(isChosen) => {
                  const next = new Set(left);
                  if (isChosen) next.delete(row.id);
                  else next.add(row.id);
                  setLeft(next);
                  if (confirmed)
                    setSaid(isChosen ? new Map(said).set(row.id, flagsOf(row)) : new Map([...said].filter(([id]) => id !== row.id)));
                }}
                onFlags={(flags) => setSaid(new Map(said).set(row.id, flags))}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {review.isSuccess && rows.length === 0 && <Text c="dimmed">{confirmed ? t("noneConfirmed") : t("noneProposed")}</Text>}
      {review.isError && <Text c="red">{t("failed")}</Text>}
      {review.hasNextPage && (
        <Button mt="md" variant="default" loading={review.isFetchingNextPage} onClick={() => void review.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </PageFrame>
  );
}
