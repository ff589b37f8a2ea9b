"use client";
import { Button, Group, Modal, NumberInput, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Filter } from "@nauplius/domain";
import type { SampleSummary } from "@nauplius/services";
import { IconMap2 } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { SeaMap } from "@/features/map/map.tsx";

type Place = NonNullable<Filter["place"]>;
type Props = {
  readonly value: Place | undefined;
  readonly samples: readonly SampleSummary[];
  readonly onChange: (value: Place | undefined) => void;
};

const sides = ["north", "west", "east", "south"] as const;
const limits = { north: 90, south: 90, west: 180, east: 180 } as const;
const empty = { north: "", south: "", west: "", east: "" } as Record<(typeof sides)[number], string | number>;

/** A box of degrees: as numbers, or drawn on the map. West may be greater than east across the date line. */
export function PlaceFilter({ value, samples, onChange }: Props) {
  const t = useTranslations("grid.filters");
  const [opened, { open, close }] = useDisclosure(false);
  const [draft, setDraft] = useState(empty);
  // The address may change from elsewhere: back button, a saved view, the map.
  useEffect(() => setDraft(value ?? empty), [value]);
  const apply = () => {
    const [north, west, east, south] = sides.map((side) => (draft[side] === "" ? Number.NaN : Number(draft[side])));
    if (sides.every((side) => draft[side] === "")) {
      if (value !== undefined) onChange(undefined);
    } else if ([north, west, east, south].every((n) => n !== undefined && Number.isFinite(n)) && (north ?? 0) >= (south ?? 0))
      onChange({ north: north ?? 0, west: west ?? 0, east: east ?? 0, south: south ?? 0 });
  };
  const points = samples.flatMap((s) =>
    s.latitude === null || s.longitude === null ? [] : [{ id: s.id, name: s.name, latitude: s.latitude, longitude: s.longitude }],
  );
  return (
    <>
      <Group gap={6} grow>
        {sides.map((side) => (
          <NumberInput
            key={side}
            size="xs"
            hideControls
            aria-label={t(side)}
            placeholder={t(`${side}Short`)}
            title={t(side)}
            min={-limits[side]}
            max={limits[side]}
            decimalScale={3}
            value={draft[side]}
            onChange={(next) => setDraft((old) => ({ ...old, [side]: next }))}
            onBlur={apply}
            onKeyDown={(event) => event.key === "Enter" && apply()}
            styles={{ input: { paddingInline: 5, fontSize: 11 } }}
          />
        ))}
      </Group>
      <Group gap={6} mt={6}>
        <Button size="compact-xs" variant="light" leftSection={<IconMap2 size={14} />} onClick={open}>
          {t("draw")}
        </Button>
        {value !== undefined && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onChange(undefined)}>
            {t("anywhere")}
          </Button>
        )}
      </Group>
      <Modal opened={opened} onClose={close} size="xl" title={t("draw")}>
        <Text size="sm" c="dimmed" mb="xs">
          {t("drawHint")}
        </Text>
        <SeaMap label={t("draw")} points={points} box={value} height="min(60vh, 520px)" onBox={onChange} />
      </Modal>
    </>
  );
}
