"use client";
import { Radio, Select, Stack, TextInput } from "@mantine/core";
import { type Filter, isEmptyFilter, type Level } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Confirm } from "../confirm.tsx";
import { placesOf } from "../model/address.ts";
import type { Sheet } from "./use-sheet.ts";

type Props = {
  readonly projectId: number;
  readonly level: Level;
  readonly filter: Filter;
  readonly sheet: Sheet;
  readonly selected: readonly { readonly id: number }[];
  readonly opened: boolean;
  readonly onClose: () => void;
};

/** One value for many rows: those selected, those shown, or all of the view. */
export function SetField({ projectId, level, filter, sheet, selected, opened, onClose }: Props) {
  const t = useTranslations("correct");
  const [field, setField] = useState<string | null>(null);
  const [value, setValue] = useState("");
  const [whole, setWhole] = useState(true);
  const some = !whole && selected.length > 0;
  // A condition or named places narrow the table: only what is shown is meant.
  const isNarrowed = level === "object" ? sheet.condition !== null : sheet.condition !== null || !isEmptyFilter(placesOf(filter));
  const ids = (some ? selected : sheet.shown).map((row) => row.id);
  const all = level === "object" ? { by: "filter", filter } : { by: "all" };
  const target = some || isNarrowed ? { by: "ids", ids } : all;
  const isEmpty = (some || isNarrowed) && ids.length === 0;
  const correction =
    field === null || isEmpty ? null : { do: "set" as const, level, field, value: value.trim() === "" ? null : value, target };
  const names = sheet.columns
    .filter((c) => c.name !== "id" || level === "process")
    .map((c) => ({ value: c.name, label: c.unit === null ? c.name : `${c.name} (${c.unit})` }));
  const ofView = level === "object" && !isEmptyFilter(filter);
  const wide = isNarrowed
    ? t("set.shown", { count: sheet.shown.length })
    : t(ofView ? "set.view" : "set.all", { level: t(`level.${level}`) });
  return (
    <Confirm projectId={projectId} title={t("set.title")} correction={correction} action={t("apply")} opened={opened} onClose={onClose}>
      <Stack gap="sm">
        <Select label={t("set.field")} data={names} value={field} onChange={setField} searchable data-autofocus />
        <TextInput label={t("set.value")} description={t("set.empty")} value={value} onChange={(e) => setValue(e.currentTarget.value)} />
        <Radio.Group label={t("set.rows")} value={some ? "some" : "all"} onChange={(v) => setWhole(v === "all")}>
          <Stack gap={6} mt={4}>
            <Radio value="all" label={wide} />
            <Radio value="some" label={t("set.some", { count: selected.length })} disabled={selected.length === 0} />
          </Stack>
        </Radio.Group>
      </Stack>
    </Confirm>
  );
}
