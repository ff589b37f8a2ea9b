import { Group, NumberInput, Select } from "@mantine/core";
import { type SegmentProfileName, type SegmentSettings, thresholdMethods, thresholdMethodsOf } from "@nauplius/domain";
import { useTranslations } from "next-intl";

const pixelSize = { name: "pixelSize", min: 0.05, max: 500, step: 0.1 } as const;
const threshold = { name: "threshold", min: 0, max: 255, step: 1 } as const;
const share = { name: "share", min: 0.1, max: 99.9, step: 0.5 } as const;
const sizes = [
  { name: "minEsd", min: 0, max: 1000, step: 0.1 },
  { name: "maxEsd", min: 0, max: 1000, step: 1 },
] as const;

type Props<S extends SegmentSettings> = {
  readonly profile: SegmentProfileName;
  readonly settings: S;
  readonly onChange: (settings: S) => void;
  readonly empty: string;
};

/** What differs from the instrument, or from the batch: an empty field leaves it as it is. */
export function SettingsFields<S extends SegmentSettings>({ profile, settings, onChange, empty }: Props<S>) {
  const t = useTranslations("segment.settings");
  const set = (name: keyof SegmentSettings, value: string | number): void => {
    const { [name]: _old, ...rest } = settings;
    // What is taken out and put in is of the same type.
    onChange((typeof value === "number" ? { ...rest, [name]: value } : rest) as S);
  };
  const choose = (value: string | null): void => {
    const { method: _method, threshold: _level, share: _share, ...rest } = settings;
    const method = thresholdMethods.find((each) => each === value);
    // 5 % of the pixels are object: a beginning, to be moved.
    const chosen = method === undefined ? rest : { ...rest, method, ...(method === "percentile" && { share: 5 }) };
    onChange(chosen as S);
  };
  const { method = "fixed" } = settings;
  const level = method === "fixed" ? [threshold] : method === "percentile" ? [share] : [];
  return (
    <Group gap="md" align="flex-end">
      {thresholdMethodsOf[profile].length > 1 && (
        <Select
          w={190}
          label={t("method")}
          placeholder={empty}
          clearable
          value={settings.method ?? null}
          onChange={choose}
          data={thresholdMethodsOf[profile].map((value) => ({ value, label: t(`methods.${value}`) }))}
        />
      )}
      {[...level, pixelSize, ...sizes].map(({ name, ...range }) => (
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
