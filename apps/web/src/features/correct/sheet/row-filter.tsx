"use client";
import { Button, CloseButton, Group, Popover, Select, Stack, TextInput } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type Comparison, type Condition, comparisons, needsValue } from "../model/condition.ts";

type Props = {
  readonly fields: readonly string[];
  readonly condition: Condition | null;
  readonly onChange: (condition: Condition | null) => void;
};

/** Only the rows that fit one condition: what is set then is set in them. */
export function RowFilter({ fields, condition, onChange }: Props) {
  const t = useTranslations("correct.filter");
  const [opened, setOpened] = useState(false);
  const [draft, setDraft] = useState<Condition>({ field: fields.at(-1) ?? "id", how: "contains", value: "" });
  const narrow = (part: Partial<Condition>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    onChange(next);
  };
  const text =
    condition === null
      ? t("open")
      : `${condition.field} ${t(`how.${condition.how}`)}${needsValue(condition.how) ? ` ${condition.value}` : ""}`;
  return (
    <Group gap={2} wrap="nowrap">
      <Popover opened={opened} onChange={setOpened} position="bottom-start" shadow="md" trapFocus>
        <Popover.Target>
          <Button
            size="xs"
            variant={condition === null ? "default" : "light"}
            leftSection={<IconFilter size={15} />}
            maw="16rem"
            onClick={() => setOpened((o) => !o)}
          >
            {text}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="xs" w={250}>
            <Select
              size="xs"
              label={t("field")}
              data={[...fields]}
              value={draft.field}
              onChange={(field) => narrow({ field: field ?? draft.field })}
              searchable
              allowDeselect={false}
              comboboxProps={{ withinPortal: false }}
            />
            <Select
              size="xs"
              label={t("comparison")}
              data={comparisons.map((value) => ({ value, label: t(`how.${value}`) }))}
              value={draft.how}
              onChange={(how) => narrow({ how: (how ?? draft.how) as Comparison })}
              allowDeselect={false}
              comboboxProps={{ withinPortal: false }}
            />
            {needsValue(draft.how) && (
              <TextInput
                size="xs"
                label={t("value")}
                value={draft.value}
                onChange={(e) => narrow({ value: e.currentTarget.value })}
                data-autofocus
              />
            )}
          </Stack>
        </Popover.Dropdown>
      </Popover>
      {condition !== null && <CloseButton size="sm" aria-label={t("clear")} onClick={() => onChange(null)} />}
    </Group>
  );
}
