"use client";
import { ActionIcon, Button, Group, Stack, Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type PickedTaxon, TaxonPicker } from "@/components/taxon-picker.tsx";

/** A taxon with all below it counts under another one, or (null) not at all. */
export type Recast = { readonly from: PickedTaxon; readonly to: PickedTaxon | null };

type Props = {
  readonly projectId: number;
  /** Where the rules hold. */
  readonly about: string;
  readonly rules: readonly Recast[];
  readonly onChange: (rules: readonly Recast[]) => void;
};

/** Rules of one table or page alone: nothing in the project changes. */
export function RecastRules({ projectId, about, rules, onChange }: Props) {
  const t = useTranslations("export.recast");
  const [from, setFrom] = useState<PickedTaxon | null>(null);
  const add = (to: PickedTaxon | null) => {
    if (from === null) return;
    onChange([...rules.filter((rule) => rule.from.id !== from.id), { from, to }]);
    setFrom(null);
  };
  return (
    <Stack gap={4} component="section" aria-label={t("title")}>
      <Text size="sm" fw={500}>
        {t("title")}{" "}
        <Text span size="xs" c="dimmed">
          {about}
        </Text>
      </Text>
      {rules.map((rule) => (
        <Group key={rule.from.id} gap="xs">
          <Text size="sm">
            {rule.to === null
              ? t("leftOut", { from: rule.from.displayName })
              : t("under", { from: rule.from.displayName, to: rule.to.displayName })}
          </Text>
          <ActionIcon
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={t("remove", { from: rule.from.displayName })}
            onClick={() => onChange(rules.filter((one) => one !== rule))}
          >
            ×
          </ActionIcon>
        </Group>
      ))}
      <Group gap="xs" align="end">
        <TaxonPicker projectId={projectId} size="xs" w={220} label={t("from")} value={from} onPick={setFrom} />
        {from !== null && (
          <>
            <TaxonPicker projectId={projectId} size="xs" w={220} label={t("to")} onPick={add} />
            <Button size="xs" variant="default" onClick={() => add(null)}>
              {t("leaveOut")}
            </Button>
          </>
        )}
      </Group>
    </Stack>
  );
}
