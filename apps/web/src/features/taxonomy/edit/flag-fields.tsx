"use client";
import { SegmentedControl, Stack, Text } from "@mantine/core";
import type { EffectiveFlags, TaxonFlags } from "@nauplius/domain";
import { useTranslations } from "next-intl";

const toText = (value: boolean | null): string => (value === null ? "inherit" : value ? "yes" : "no");
const toFlag = (text: string): boolean | null => (text === "inherit" ? null : text === "yes");

type Props = { readonly value: TaxonFlags; readonly inherited: EffectiveFlags; readonly onChange: (flags: TaxonFlags) => void };

/** The three flags, each with what it would inherit. */
export function FlagFields({ value, inherited, onChange }: Props) {
  const t = useTranslations("taxonomy.flags");
  const extents = (["whole", "part", "several"] as const).map((extent) => ({ value: extent, label: t(`extent.${extent}`) }));
  const line = (label: string, control: React.ReactNode) => (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {label}
      </Text>
      {control}
    </div>
  );
  return (
    <Stack gap="sm">
      {line(
        t("isLiving"),
        <SegmentedControl
          fullWidth
          value={toText(value.living)}
          onChange={(text) => onChange({ ...value, living: toFlag(text) })}
          data={[
            { value: "inherit", label: t("asParent", { value: inherited.living ? t("living") : t("notLiving") }) },
            { value: "yes", label: t("living") },
            { value: "no", label: t("notLiving") },
          ]}
        />,
      )}
      {line(
        t("shows"),
        <SegmentedControl
          fullWidth
          value={value.extent ?? "inherit"}
          onChange={(text) => onChange({ ...value, extent: extents.find((e) => e.value === text)?.value ?? null })}
          data={[{ value: "inherit", label: t("asParent", { value: t(`extent.${inherited.extent}`) }) }, ...extents]}
        />,
      )}
      {line(
        t("isCounted"),
        <SegmentedControl
          fullWidth
          value={toText(value.countsAsIndividual)}
          onChange={(text) => onChange({ ...value, countsAsIndividual: toFlag(text) })}
          data={[
            { value: "inherit", label: t("asParent", { value: inherited.countsAsIndividual ? t("yes") : t("no") }) },
            { value: "yes", label: t("yes") },
            { value: "no", label: t("no") },
          ]}
        />,
      )}
    </Stack>
  );
}
