"use client";
import { Button, Group, SegmentedControl, Select, TextInput } from "@mantine/core";
import { hows } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { type PickedTaxon, TaxonPicker } from "@/components/taxon-picker.tsx";
import type { HistoryFilter } from "./use-history.ts";

type Props = {
  readonly projectId: number;
  readonly filter: HistoryFilter;
  readonly taxon: PickedTaxon | null;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly onChange: (filter: HistoryFilter, taxon: PickedTaxon | null) => void;
};

const kinds = ["all", "labels", "corrections", "imports"] as const;
/** Corrections have no taxon and no way of labelling. */
const ofLabels = ["labels", "all", undefined];

/** Who, when, what kind; of labels also which taxon and how. */
export function HistoryFilters({ projectId, filter, taxon, people, onChange }: Props) {
  const t = useTranslations("history");
  const narrow = (part: HistoryFilter, picked: PickedTaxon | null = taxon) => {
    const all = Object.entries({ ...filter, ...part }).filter(([, value]) => value !== undefined && value !== "");
    onChange(Object.fromEntries(all), picked);
  };
  const isOfLabels = ofLabels.includes(filter.kind);
  return (
    <Group gap="xs" mb="md" align="flex-end" component="search" aria-label={t("filters")}>
      <SegmentedControl
        size="xs"
        value={filter.kind ?? "all"}
        onChange={(kind) =>
          narrow({ kind: kind === "all" ? undefined : kind, ...(ofLabels.includes(kind) ? {} : { taxon: undefined, how: undefined }) })
        }
        data={kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      {people.length > 1 && (
        <Select
          size="xs"
          w="10rem"
          clearable
          searchable
          placeholder={t("anybody")}
          aria-label={t("person")}
          data={people.map((p) => ({ value: p.id, label: p.name }))}
          value={filter.by ?? null}
          onChange={(by) => narrow({ by: by ?? undefined })}
        />
      )}
      {isOfLabels && (
        <>
          <TaxonPicker
            size="xs"
            w="11rem"
            projectId={projectId}
            withDeprecated
            value={taxon}
            placeholder={t("anyTaxon")}
            aria-label={t("taxon")}
            onPick={(picked) => narrow({ taxon: picked.id }, picked)}
          />
          <Select
            size="xs"
            w="11rem"
            clearable
            placeholder={t("anyWay")}
            aria-label={t("way")}
            data={hows.map((value) => ({ value, label: t(`how.${value}`) }))}
            value={filter.how ?? null}
            onChange={(how) => narrow({ how: how ?? undefined })}
          />
        </>
      )}
      {(["from", "to"] as const).map((edge) => (
        <TextInput
          key={edge}
          size="xs"
          type="date"
          label={t(edge)}
          value={filter[edge] ?? ""}
          {...(edge === "from" ? { max: filter.to } : { min: filter.from })}
          onChange={(e) => narrow({ [edge]: e.currentTarget.value })}
        />
      ))}
      {Object.keys(filter).length > 0 && (
        <Button size="xs" variant="subtle" onClick={() => onChange({}, null)}>
          {t("clear")}
        </Button>
      )}
    </Group>
  );
}
