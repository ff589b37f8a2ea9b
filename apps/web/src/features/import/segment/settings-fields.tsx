import { Group, NumberInput } from "@mantine/core";
import type { SegmentSettings } from "@nauplius/domain";
import { useTranslations } from "next-intl";

const fields = [
  { name: "pixelSize", min: 0.05, max: 500, step: 0.1 },
  { name: "threshold", min: 0, max: 255, step: 1 },
  { name: "minEsd", min: 0, max: 1000, step: 0.1 },
  { name: "maxEsd", min: 0, max: 1000, step: 1 },
] as const satisfies readonly { name: keyof SegmentSettings; min: number; max: number; step: number }[];

type Props<S extends SegmentSettings> = { readonly settings: S; readonly onChange: (settings: S) => void; readonly empty: string };

/** What differs from the instrument, or from the batch: an empty field leaves it as it is. */
export function SettingsFields<S extends SegmentSettings>({ settings, onChange, empty }: Props<S>) {
  const t = useTranslations("segment.settings");
  const set = (name: keyof SegmentSettings, value: string | number): void => {
    const { [name]: _old, ...rest } = settings;
    // What is taken out and put in is of the same type.
    onChange((typeof value === "number" ? { ...rest, [name]: value } : rest) as S);
  };
  return (
    <Group gap="md" align="flex-end">
      {fields.map(({ name, ...range }) => (
        <NumberInput
          key={name}
          w={190}
          label={t(name)}
          placeholder={empty}
          value={settings[name] ?? ""}
          onChange={(value) => set(name, value)}
          {...range}
        />
      ))}
    </Group>
  );
}
