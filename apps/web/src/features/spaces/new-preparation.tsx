"use client";
import { Alert, Button, Card, Chip, Group, MultiSelect, NumberInput, Select, Text, TextInput } from "@mantine/core";
import { type OwnRules, states } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { useReread } from "@/components/use-reread.ts";
import { Rules, usualRules } from "./rules.tsx";
import { type ListedPreparation, type ListedTaxon, type Recipe, recipes } from "./spaces-page.tsx";
import type { ProposedRule } from "./types.ts";

type Props = {
  readonly projectId: number;
  readonly preparations: readonly ListedPreparation[];
  readonly taxa: readonly ListedTaxon[];
  readonly proposed: readonly ProposedRule[];
  readonly onClose: () => void;
};

/** Which individuals, with which effort and transforms; a name that is there gets its next version. */
export function NewPreparation({ projectId, preparations, taxa, proposed, onClose }: Props) {
  const t = useTranslations("spaces");
  const ts = useTranslations("site.states");
  const { isReading, reread } = useReread();
  const [name, setName] = useState("");
  const [recipe, setRecipe] = useState<Recipe>("published");
  const [rules, setRules] = useState<OwnRules>(() => usualRules(proposed));
  const [under, setUnder] = useState<string[]>([]);
  const [chosen, setChosen] = useState<string[]>(["validated"]);
  const [most, setMost] = useState<number | string>(2000);
  const [gaps, setGaps] = useState<number | string>("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const keep = async () => {
    const before = Math.max(0, ...preparations.filter((one) => one.name === name.trim()).map(({ version }) => version));
    // What is no number goes as it was typed, to be refused: as a number it would be null, which takes all.
    const perSample = most === "" ? null : most;
    const maxMissing = gaps === "" ? null : gaps;
    try {
      await api("POST", `projects/${projectId}/preparations`, {
        name,
        before,
        recipe,
        ...(recipe === "own" ? { rules } : {}),
        taxa: under.map(Number),
        states: chosen,
        perSample,
        maxMissing,
      });
      reread(onClose);
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Card withBorder padding="sm" component="section" aria-label={t("new")}>
      <Group align="end">
        <TextInput size="xs" label={t("name")} value={name} onChange={(e) => setName(e.currentTarget.value)} />
        <Select
          size="xs"
          w={240}
          allowDeselect={false}
          label={t("recipe")}
          value={recipe}
          onChange={(v) => v !== null && setRecipe(v as Recipe)}
          data={recipes.map((value) => ({ value, label: t(`recipes.${value}`), disabled: value === "own" && proposed.length === 0 }))}
        />
        <MultiSelect
          size="xs"
          w={300}
          searchable
          label={t("taxa")}
          placeholder={under.length === 0 ? t("living") : undefined}
          value={under}
          onChange={setUnder}
          data={taxa.map(({ id, displayName }) => ({ value: String(id), label: displayName }))}
        />
        <NumberInput size="xs" min={1} label={t("perSample")} value={most} onChange={setMost} />
        <NumberInput size="xs" min={0} max={200} label={t("maxMissing")} value={gaps} onChange={setGaps} />
        <div>
          <Text size="xs" fw={500} mb={4}>
            {t("states")}
          </Text>
          <Chip.Group multiple value={chosen} onChange={setChosen}>
            <Group gap={6}>
              {states
                .filter((state) => state !== "unclassified")
                .map((state) => (
                  <Chip key={state} value={state} size="xs">
                    {ts(state)}
                  </Chip>
                ))}
            </Group>
          </Chip.Group>
        </div>
      </Group>
      {recipe === "own" && <Rules proposed={proposed} rules={rules} onChange={setRules} />}
      <Text size="xs" c="dimmed" mt={4}>
        {t("perSampleAbout")}. {t("maxMissing")}: {t("maxMissingAbout")}.
      </Text>
      <Group mt="sm">
        <Button size="xs" loading={isReading} disabled={name.trim() === "" || chosen.length === 0} onClick={() => void keep()}>
          {t("keep")}
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={onClose}>
          {t("leave")}
        </Button>
      </Group>
      {refusal !== null && (
        <Alert color="red" mt="sm">
          {refusal}
        </Alert>
      )}
    </Card>
  );
}
