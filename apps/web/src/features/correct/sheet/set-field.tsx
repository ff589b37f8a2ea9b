"use client";
import { Radio, Select, Stack, TextInput } from "@mantine/core";
import { type Filter, isEmptyFilter, type Level } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Confirm } from "../confirm.tsx";
import type { TableData } from "../types.ts";

type Props = {
  readonly projectId: number;
  readonly level: Level;
  readonly filter: Filter;
  readonly columns: TableData["columns"];
  readonly selected: readonly { readonly id: number }[];
  readonly opened: boolean;
  readonly onClose: () => void;
};

/** One value for many rows: those selected, or all of the view. */
export function SetField({ projectId, level, filter, columns, selected, opened, onClose }: Props) {
  const t = useTranslations("correct");
  const [field, setField] = useState<string | null>(null);
  const [value, setValue] = useState("");
  const [whole, setWhole] = useState(true);
  const some = !whole && selected.length > 0;
  const all = level === "object" ? { by: "filter", filter } : { by: "all" };
  const target = some ? { by: "ids", ids: selected.map((row) => row.id) } : all;
  const correction = field === null ? null : { do: "set" as const, level, field, value: value.trim() === "" ? null : value, target };
  const names = columns
    .filter((c) => c.name !== "id" || level === "process")
    .map((c) => ({ value: c.name, label: c.unit === null ? c.name : `${c.name} (${c.unit})` }));
  const ofView = level === "object" && !isEmptyFilter(filter);
  return (
    <Confirm projectId={projectId} title={t("set.title")} correction={correction} action={t("apply")} opened={opened} onClose={onClose}>
      <Stack gap="sm">
        <Select label={t("set.field")} data={names} value={field} onChange={setField} searchable />
        <TextInput label={t("set.value")} description={t("set.empty")} value={value} onChange={(e) => setValue(e.currentTarget.value)} />
        <Radio.Group label={t("set.rows")} value={some ? "some" : "all"} onChange={(v) => setWhole(v === "all")}>
          <Stack gap={6} mt={4}>
            <Radio value="all" label={t(ofView ? "set.view" : "set.all", { level: t(`level.${level}`) })} />
            <Radio value="some" label={t("set.some", { count: selected.length })} disabled={selected.length === 0} />
          </Stack>
        </Radio.Group>
      </Stack>
    </Confirm>
  );
}
