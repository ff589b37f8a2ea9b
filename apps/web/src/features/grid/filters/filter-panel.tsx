"use client";
import { Button, Chip, Group, MultiSelect, SegmentedControl, Stack } from "@mantine/core";
import { type Filter, isEmptyFilter, sampleId } from "@nauplius/domain";
import type { Annotator } from "@nauplius/services";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { useGrid } from "../context.tsx";
import { useSamples } from "../hooks/use-samples.ts";
import { ColumnTests } from "./column-tests.tsx";
import { PastedIds } from "./pasted-ids.tsx";
import { PlaceFilter } from "./place-filter.tsx";
import { DateRange, NumberRange } from "./ranges.tsx";
import { Section } from "./section.tsx";

const orNothing = <T,>(list: readonly T[]): T[] | undefined => (list.length === 0 ? undefined : [...list]);
const months = Array.from({ length: 12 }, (_, i) => i + 1);

/** All parts of the filter; each applies as soon as it is changed. */
export function FilterPanel() {
  const t = useTranslations("grid.filters");
  const { view, setView, project, may } = useGrid();
  const { filter } = view;
  const change = (part: Partial<Filter>) => setView({ ...view, filter: { ...filter, ...part } });
  const samples = useSamples(true);
  const people = useQuery({
    queryKey: ["annotators", project.id],
    queryFn: () => api<Annotator[]>("GET", `projects/${project.id}/annotators`),
    staleTime: 60_000,
    enabled: may.member,
  });
  return (
    <Stack gap="md" p="sm" pb="xl">
      {!isEmptyFilter(filter) && (
        <Button size="compact-sm" variant="light" onClick={() => setView({ ...view, filter: {} })}>
          {t("clear")}
        </Button>
      )}
      <Section title={t("samples")} set={filter.samples !== undefined}>
        <MultiSelect
          size="xs"
          aria-label={t("samples")}
          placeholder={filter.samples === undefined ? t("anySample") : ""}
          searchable
          clearable
          limit={200}
          data={(samples.data ?? []).map((s) => ({ value: String(s.id), label: s.name }))}
          value={(filter.samples ?? []).map(String)}
          onChange={(values) => change({ samples: orNothing(values.map((v) => sampleId.parse(v))) })}
        />
      </Section>
      <Section title={t("dates")} set={filter.dates !== undefined}>
        <DateRange label={t("dates")} value={filter.dates} onChange={(dates) => change({ dates })} />
        <Chip.Group
          multiple
          value={(filter.months ?? []).map(String)}
          onChange={(values) => change({ months: orNothing(values.map(Number).sort((a, b) => a - b)) })}
        >
          <Group gap={4} mt={8} aria-label={t("months")} role="group">
            {months.map((month) => (
              <Chip key={month} value={String(month)} size="xs" radius="sm" variant="light">
                {t(`month.${month}` as "month.1")}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Section>
      <Section title={t("importedAt")} set={filter.importedAt !== undefined}>
        <DateRange label={t("importedAt")} value={filter.importedAt} onChange={(importedAt) => change({ importedAt })} />
      </Section>
      <Section title={t("depth")} set={filter.depth !== undefined}>
        <NumberRange
          label={t("depth")}
          value={filter.depth}
          onChange={(range) => change({ depth: range && { ...range, how: filter.depth?.how ?? "overlaps" } })}
        />
        <SegmentedControl
          size="xs"
          mt={6}
          fullWidth
          disabled={filter.depth === undefined}
          value={filter.depth?.how ?? "overlaps"}
          onChange={(how) => change({ depth: { ...filter.depth, how: how === "within" ? "within" : "overlaps" } })}
          data={[
            { value: "overlaps", label: t("overlaps") },
            { value: "within", label: t("within") },
          ]}
        />
      </Section>
      <Section title={t("place")} set={filter.place !== undefined}>
        <PlaceFilter value={filter.place} samples={samples.data ?? []} onChange={(place) => change({ place })} />
      </Section>
      {may.member && (
        <Section
          title={t("people")}
          set={filter.annotatedBy !== undefined || filter.annotatedAt !== undefined || filter.proposed !== undefined}
        >
          <MultiSelect
            size="xs"
            aria-label={t("people")}
            placeholder={filter.annotatedBy === undefined ? t("anybody") : ""}
            searchable
            clearable
            data={(people.data ?? []).map((p) => ({ value: p.id, label: p.name }))}
            value={[...(filter.annotatedBy ?? [])]}
            onChange={(values) =>
              change({ annotatedBy: orNothing(values), annotatedEver: values.length === 0 ? undefined : filter.annotatedEver })
            }
          />
          <SegmentedControl
            size="xs"
            mt={6}
            mb={8}
            fullWidth
            disabled={filter.annotatedBy === undefined}
            value={filter.annotatedEver ? "ever" : "last"}
            onChange={(value) => change({ annotatedEver: value === "ever" || undefined })}
            data={[
              { value: "last", label: t("last") },
              { value: "ever", label: t("ever") },
            ]}
          />
          <DateRange label={t("annotatedAt")} value={filter.annotatedAt} onChange={(annotatedAt) => change({ annotatedAt })} />
          <SegmentedControl
            size="xs"
            mt={8}
            fullWidth
            value={filter.proposed === undefined ? "any" : filter.proposed ? "yes" : "no"}
            onChange={(value) => change({ proposed: value === "any" ? undefined : value === "yes" })}
            data={[
              { value: "any", label: t("all") },
              { value: "yes", label: t("proposed") },
              { value: "no", label: t("notProposed") },
            ]}
          />
        </Section>
      )}
      <Section title={t("score")} set={filter.score !== undefined}>
        <NumberRange label={t("score")} value={filter.score} step={0.05} min={0} max={1} onChange={(score) => change({ score })} />
      </Section>
      <Section title={t("doubt")} set={filter.suspect !== undefined}>
        <SegmentedControl
          size="xs"
          fullWidth
          value={filter.suspect === undefined ? "any" : filter.suspect ? "yes" : "no"}
          onChange={(value) => change({ suspect: value === "any" ? undefined : value === "yes" })}
          data={[
            { value: "any", label: t("all") },
            { value: "yes", label: t("doubted") },
            { value: "no", label: t("notDoubted") },
          ]}
        />
      </Section>
      <Section title={t("columns")} set={filter.fields !== undefined}>
        {(filter.fields?.length ?? 0) > 1 && (
          <SegmentedControl
            size="xs"
            mb={8}
            fullWidth
            aria-label={t("columns")}
            value={filter.anyField ? "any" : "all"}
            onChange={(value) => change({ anyField: value === "any" || undefined })}
            data={[
              { value: "all", label: t("allHold") },
              { value: "any", label: t("anyHolds") },
            ]}
          />
        )}
        <ColumnTests
          value={filter.fields ?? []}
          onChange={(fields) => change({ fields: orNothing(fields), anyField: fields.length > 1 ? filter.anyField : undefined })}
        />
      </Section>
      <Section title={t("ids")} set={filter.objects !== undefined || filter.originalIds !== undefined}>
        <PastedIds />
      </Section>
    </Stack>
  );
}
