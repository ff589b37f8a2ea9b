"use client";
import { Alert, Button, Checkbox, MultiSelect, NumberInput, Radio, Select, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { siteRecipes, type TrainingUse, trainingUses } from "@nauplius/domain";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { useChange } from "@/features/people/use-change.ts";
import { SetPreview, type Target } from "./set-preview.tsx";
import type { ListedModel, TrainingPreview } from "./types.ts";

type Project = { readonly id: number; readonly title: string; readonly validated: number };
type Props = { readonly projects: readonly Project[]; readonly models: readonly ListedModel[] };

/** Which validated objects train, by which recipe, from which model. */
export function TrainingForm({ projects, models }: Props) {
  const t = useTranslations("learn.training");
  const router = useRouter();
  const networks = models.filter(({ kind }) => kind === "network");
  const first = networks.find(({ state }) => state === "service") ?? networks[0];
  const [chosen, setChosen] = useState<string[]>([]);
  const [mapping, setMapping] = useState<ReadonlyMap<number, Target>>(new Map());
  const [parent, setParent] = useState<string | null>(first === undefined ? null : String(first.id));
  const [recipe, setRecipe] = useState<(typeof siteRecipes)[number]>("head");
  const [wanted, setWanted] = useState<TrainingUse>("both");
  const [name, setName] = useState("");
  const [note, setNote] = useState("");
  const [most, setMost] = useState<string | number>("");
  const [fewest, setFewest] = useState<string | number>(5);
  const [seed, setSeed] = useState<string | number>(1);
  const [balance, setBalance] = useState<string | number>(0);
  const [epochs, setEpochs] = useState<string | number>("");
  const [turns, setTurns] = useState<"lying" | "any">("lying");
  const [layers, setLayers] = useState<"last" | "all">("last");
  const set = {
    projects: chosen.map(Number),
    mapping: [...mapping].map(([from, to]) => ({ from, to: to?.id ?? null })),
    fewest: Number(fewest) || 1,
    most: most === "" ? null : Number(most),
    seed: Number(seed) || 0,
  };
  // Only a forest goes without images.
  const uses = wanted === "features" && recipe !== "forest" ? "both" : wanted;
  const preview = useQuery({
    queryKey: ["training-preview", set, recipe, uses],
    queryFn: ({ signal }) => api<TrainingPreview>("POST", "trainings/preview", { set, recipe, uses }, signal),
    enabled: chosen.length > 0,
    placeholderData: keepPreviousData,
  });
  const request = {
    ...{ set, parentId: Number(parent), recipe, uses, name, note, layers, turns, balance: Number(balance) },
    ...(epochs === "" ? {} : { epochs: Number(epochs) }),
  };
  const start = useChange(() => api<{ run: number }>("POST", "trainings", request), { after: ({ run }) => router.push(`/runs/${run}`) });
  if (first === undefined) return <Alert color="gray">{t("noNetwork")}</Alert>;
  return (
    <Stack gap="lg" maw={980}>
      <MultiSelect
        label={t("projects")}
        description={t("projectsAbout")}
        data={projects.map((p) => ({ value: String(p.id), label: t("project", { title: p.title, validated: p.validated }) }))}
        value={chosen}
        onChange={setChosen}
        searchable
      />
      {preview.error !== null && <Alert color="red">{preview.error.message}</Alert>}
      {chosen.length > 0 && preview.data !== undefined && (
        <SetPreview
          projects={set.projects}
          preview={preview.data}
          uses={uses}
          mapping={mapping}
          onMap={(from, to) => setMapping(new Map(mapping).set(from, to))}
          onUnmap={(from) => setMapping(new Map([...mapping].filter(([id]) => id !== from)))}
        />
      )}
      <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }}>
        <NumberInput label={t("fewest")} description={t("fewestAbout")} value={fewest} onChange={setFewest} min={1} />
        <NumberInput label={t("most")} description={t("mostAbout")} value={most} onChange={setMost} min={1} placeholder={t("noLimit")} />
        <NumberInput label={t("seed")} description={t("seedAbout")} value={seed} onChange={setSeed} min={0} />
      </SimpleGrid>
      <Radio.Group label={t("recipe")} value={recipe} onChange={(value) => setRecipe(siteRecipes.find((r) => r === value) ?? "head")}>
        <Stack gap={6} mt={6}>
          {siteRecipes.map((r) => (
            <Radio key={r} value={r} label={t(`recipes.${r}.name`)} description={t(`recipes.${r}.about`)} />
          ))}
        </Stack>
      </Radio.Group>
      <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }}>
        <Select
          label={t("parent")}
          description={t("parentAbout")}
          data={networks.map((m) => ({ value: String(m.id), label: `${m.name} ${m.version}` }))}
          value={parent}
          onChange={setParent}
          allowDeselect={false}
        />
        <Select
          label={t("uses")}
          description={t("usesAbout")}
          data={trainingUses
            .filter((use) => use !== "features" || recipe === "forest")
            .map((use) => ({ value: use, label: t(`use.${use}`) }))}
          value={uses}
          onChange={(value) => setWanted(trainingUses.find((use) => use === value) ?? "both")}
          allowDeselect={false}
        />
        <NumberInput
          label={t("balance")}
          description={t("balanceAbout")}
          value={balance}
          onChange={setBalance}
          min={0}
          max={1}
          step={0.25}
        />
        {recipe !== "forest" && (
          <NumberInput
            label={t("epochs")}
            description={t("epochsAbout")}
            value={epochs}
            onChange={setEpochs}
            min={1}
            placeholder={t("asRecipe")}
          />
        )}
        {recipe === "fine-tune" && (
          <Select
            label={t("layers")}
            description={t("layersAbout")}
            data={[
              { value: "last", label: t("layersLast") },
              { value: "all", label: t("layersAll") },
            ]}
            value={layers}
            onChange={(value) => setLayers(value === "all" ? "all" : "last")}
            allowDeselect={false}
          />
        )}
      </SimpleGrid>
      {recipe === "fine-tune" && (
        <Checkbox
          label={t("turns")}
          description={t("turnsAbout")}
          checked={turns === "any"}
          onChange={(e) => setTurns(e.currentTarget.checked ? "any" : "lying")}
        />
      )}
      <TextInput label={t("name")} description={t("nameAbout")} value={name} onChange={(e) => setName(e.currentTarget.value)} maw={420} />
      <Textarea
        label={t("note")}
        description={t("noteAbout")}
        value={note}
        onChange={(e) => setNote(e.currentTarget.value)}
        autosize
        minRows={2}
      />
      {start.error !== null && <Alert color="red">{start.error.message}</Alert>}
      <div>
        <Button
          disabled={chosen.length === 0 || name === "" || parent === null}
          loading={start.isPending || start.isSuccess}
          onClick={() => start.mutate(undefined)}
        >
          {t("start")}
        </Button>
      </div>
    </Stack>
  );
}
