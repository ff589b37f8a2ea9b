"use client";
import { ActionIcon, Group, Select, Tooltip } from "@mantine/core";
import { type FieldRef, type Sort, sortKeys } from "@nauplius/domain";
import { IconSortAscending, IconSortDescending } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useGrid } from "../context.tsx";

const optionOf = (by: Sort["by"]): string => (typeof by === "string" ? by : `${by.level}/${by.name}`);

/** The order of the view: one of the usual ones, or any column. */
export function SortMenu() {
  const t = useTranslations("grid.sort");
  const { view, setView, fields } = useGrid();
  const { by, direction } = view.sort;
  const usual = sortKeys.map((key) => ({ value: key, label: t(`keys.${key}`) }));
  const columns = fields.map((f) => ({ value: `${f.level}/${f.name}`, label: f.level === "object" ? f.name : `${f.level} ${f.name}` }));

  const choose = (value: string | null) => {
    const key = sortKeys.find((k) => k === value);
    const field = fields.find((f) => `${f.level}/${f.name}` === value);
    const next: Sort["by"] | undefined = key ?? (field && ({ level: field.level, name: field.name } satisfies FieldRef));
    if (next !== undefined) setView({ ...view, sort: { ...view.sort, by: next } });
  };
  const down = direction === "descending";
  return (
    <Group gap={2} wrap="nowrap">
      <Select
        size="xs"
        w={150}
        aria-label={t("label")}
        value={optionOf(by)}
        onChange={choose}
        data={[
          { group: t("usual"), items: usual },
          { group: t("columns"), items: columns },
        ]}
        searchable
        allowDeselect={false}
        maxDropdownHeight={420}
        comboboxProps={{ width: 220, position: "bottom-start" }}
      />
      <Tooltip label={t(direction)}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t(direction)}
          onClick={() => setView({ ...view, sort: { ...view.sort, direction: down ? "ascending" : "descending" } })}
        >
          {down ? <IconSortDescending size={17} /> : <IconSortAscending size={17} />}
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
