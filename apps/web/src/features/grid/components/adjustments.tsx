"use client";
import { Button, Group, Slider, Stack, Switch, Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useGrid } from "../context.tsx";
import { type Adjust, asTheyAre, filterOf, gammaId } from "../model/adjust.ts";

const curves = ["R", "G", "B"] as const;
const sliders = [
  { name: "brightness", max: 3 },
  { name: "contrast", max: 3 },
  { name: "gamma", max: 3 },
] as const;

/** Brightness, contrast, gamma and invert for all tiles; kept for the person and the instrument, never written to pixels. */
export function Adjustments() {
  const t = useTranslations("grid.display");
  const { display, setDisplay } = useGrid();
  const set = (change: Partial<Adjust>) => setDisplay({ adjust: { ...display.adjust, ...change } });
  return (
    <Stack gap={6}>
      <Group justify="space-between">
        <Text size="sm">{t("adjust")}</Text>
        {filterOf(display.adjust) !== null && (
          <Button size="compact-xs" variant="subtle" onClick={() => setDisplay({ adjust: asTheyAre })}>
            {t("asTheyAre")}
          </Button>
        )}
      </Group>
      {sliders.map(({ name, max }) => (
        <Group key={name} gap="sm" wrap="nowrap">
          <Text size="xs" w={72} c="dimmed">
            {t(name)}
          </Text>
          <Slider
            flex={1}
            size="sm"
            min={0.2}
            max={max}
            step={0.1}
            defaultValue={display.adjust[name]}
            key={display.adjust[name]}
            label={(value) => value.toFixed(1)}
            thumbLabel={t(name)}
            onChangeEnd={(value) => set({ [name]: Number(value.toFixed(1)) })}
          />
        </Group>
      ))}
      <Switch size="xs" label={t("invert")} checked={display.adjust.invert} onChange={(e) => set({ invert: e.currentTarget.checked })} />
      <Switch
        size="xs"
        label={t("outlined")}
        checked={display.outlined}
        onChange={(e) => setDisplay({ outlined: e.currentTarget.checked })}
      />
      <Switch size="xs" label={t("atRest")} checked={display.atRest} onChange={(e) => setDisplay({ atRest: e.currentTarget.checked })} />
      <Switch size="xs" label={t("blind")} checked={display.blind} onChange={(e) => setDisplay({ blind: e.currentTarget.checked })} />
    </Stack>
  );
}

/** The curve that CSS has no function for. */
export const GammaCurve = ({ gamma }: { readonly gamma: number }) =>
  gamma === 1 ? null : (
    <svg width={0} height={0} aria-hidden style={{ position: "absolute" }}>
      <filter id={gammaId} colorInterpolationFilters="sRGB">
        <feComponentTransfer>
          {curves.map((channel) => {
            const Curve = `feFunc${channel}` as const;
            return <Curve key={channel} type="gamma" amplitude={1} exponent={gamma} offset={0} />;
          })}
        </feComponentTransfer>
      </filter>
    </svg>
  );
