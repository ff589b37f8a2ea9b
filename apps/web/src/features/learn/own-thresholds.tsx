"use client";
import { CloseButton, Group, NumberInput, Stack, Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type PickedTaxon, TaxonPicker } from "@/components/taxon-picker.tsx";

/** A taxon and the score in per cent below which objects that look most like it stay unclassified. */
export type OwnThreshold = { readonly taxon: PickedTaxon; readonly least: number };

type Props = {
  readonly projectId: number;
  readonly own: readonly OwnThreshold[];
  readonly onChange: (own: readonly OwnThreshold[]) => void;
};

/** Taxa that need another score than the rest. */
export function OwnThresholds({ projectId, own, onChange }: Props) {
  const t = useTranslations("learn.predict");
  return (
    <Stack gap={6}>
      {own.map(({ taxon, least }) => (
        <Group key={taxon.id} gap="xs" wrap="nowrap">
          <Text size="sm" style={{ flex: 1, minWidth: 0, overflowWrap: "anywhere" }}>
            {taxon.displayName}
          </Text>
          <NumberInput
            aria-label={t("leastOf", { taxon: taxon.displayName })}
            value={least}
            onChange={(value) => onChange(own.map((one) => (one.taxon.id === taxon.id ? { taxon, least: Number(value) } : one)))}
            min={0}
            max={100}
            suffix=" %"
            w={110}
          />
          <CloseButton
            aria-label={t("leastWithout", { taxon: taxon.displayName })}
            onClick={() => onChange(own.filter((one) => one.taxon.id !== taxon.id))}
          />
        </Group>
      ))}
      <TaxonPicker
        label={t("leastOwn")}
        description={t("leastOwnAbout")}
        projectId={projectId}
        onPick={(taxon) => own.every((one) => one.taxon.id !== taxon.id) && onChange([...own, { taxon, least: 50 }])}
      />
    </Stack>
  );
}
