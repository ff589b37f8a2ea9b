"use client";
import { Anchor, Button, Card, Group, NumberInput, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { isActive, type OwnRules } from "@nauplius/domain";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { api } from "@/components/api.ts";
import { PageFrame } from "@/components/page-frame.tsx";
import { RunCard } from "@/components/run/card.tsx";
import { type ShownRun, useRuns } from "@/components/run/use-runs.ts";
import { NewPreparation } from "./new-preparation.tsx";
import { RulesKept } from "./rules.tsx";
import type { ProposedRule } from "./types.ts";

export const recipes = ["published", "yeoJohnson", "own"] as const;
export type Recipe = (typeof recipes)[number];
export type ListedPreparation = {
  readonly id: number;
  readonly name: string;
  readonly version: number;
  readonly body: {
    readonly recipe: Recipe;
    /** Preparations of before recipes of one's own have none. */
    readonly rules?: OwnRules;
    readonly taxa: readonly number[];
    readonly states: readonly string[];
    readonly perSample: number | null;
  };
};
export type ListedTaxon = { readonly id: number; readonly displayName: string };
export type ListedSpace = {
  readonly id: number;
  readonly preparation: string;
  readonly preparationVersion: number;
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly individuals: number | null;
  readonly morphs: number | null;
  readonly axes: number | null;
};
type Props = {
  readonly projectId: number;
  readonly preparations: readonly ListedPreparation[];
  readonly spaces: readonly ListedSpace[];
  readonly runs: readonly ShownRun[];
  readonly taxa: readonly ListedTaxon[];
  readonly proposed: readonly ProposedRule[];
  readonly mayManage: boolean;
};

/** Spaces of a project, and what they are made of. */
export function SpacesPage({ projectId, preparations, spaces, runs: initial, taxa, proposed, mayManage }: Props) {
  const t = useTranslations("spaces");
  const format = useFormatter();
  const router = useRouter();
  const [adding, { open, close }] = useDisclosure(false);
  const { runs } = useRuns(initial, { projectId });
  const own = runs.filter(({ kind }) => kind === "buildSpace");
  const done = own.filter(({ state }) => state === "done").length;
  useEffect(() => {
    if (done > 0) router.refresh();
  }, [done, router]);
  const shown = own.filter(({ state }) => isActive(state) || state === "refused" || state === "failed").slice(0, 3);
  return (
    <PageFrame title={t("title")} about={t("about")}>
      <Stack gap="md">
        <h2>{t("spaces")}</h2>
        {shown.map((run) => (
          <RunCard key={run.id} run={run} rights={mayManage ? "manager" : "none"} />
        ))}
        {spaces.length === 0 && <Text c="dimmed">{t("none")}</Text>}
        {spaces.map((space) => (
          <Card key={space.id} withBorder padding="sm">
            <Group justify="space-between">
              <Anchor component={Link} href={`/spaces/${space.id}`} fw={600}>
                {t("preparation", { name: space.preparation, version: space.preparationVersion })}
              </Anchor>
              <Text size="sm" c="dimmed">
                {`${t("individuals", { count: space.individuals ?? 0 })} · ${t("size", { morphs: space.morphs ?? 0, axes: space.axes ?? 0 })} · `}
                {t("madeBy", {
                  by: space.createdBy ?? t("operator"),
                  at: `${format.dateTime(new Date(space.createdAt), { dateStyle: "medium", timeStyle: "short" })} UTC`,
                })}
              </Text>
            </Group>
          </Card>
        ))}
        <Group justify="space-between">
          <h2>{t("preparations")}</h2>
          {mayManage && !adding && (
            <Button size="xs" variant="default" onClick={open}>
              {t("new")}
            </Button>
          )}
        </Group>
        {adding && <NewPreparation projectId={projectId} preparations={preparations} taxa={taxa} proposed={proposed} onClose={close} />}
        {preparations.length === 0 && !adding && <Text c="dimmed">{t("noPreparations")}</Text>}
        {preparations.map((preparation) => (
          <PreparationCard key={preparation.id} projectId={projectId} preparation={preparation} mayManage={mayManage} />
        ))}
      </Stack>
    </PageFrame>
  );
}

type CardProps = { readonly projectId: number; readonly preparation: ListedPreparation; readonly mayManage: boolean };

function PreparationCard({ projectId, preparation: { id, name, version, body }, mayManage }: CardProps) {
  const t = useTranslations("spaces");
  const ts = useTranslations("site.states");
  const format = useFormatter();
  const [k, setK] = useState<number | string>(200);
  const [axes, setAxes] = useState<number | string>("");
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    try {
      await api("POST", `projects/${projectId}/spaces`, { preparationId: id, k, axes: axes === "" ? null : axes });
      notifications.show({ message: t("started") });
    } catch (error) {
      notifications.show({ color: "red", message: error instanceof Error ? error.message : String(error) });
    } finally {
      setBusy(false);
    }
  };
  const facts = [
    body.recipe === "own" ? t("ownFeatures", { count: Object.keys(body.rules ?? {}).length }) : t(`recipes.${body.recipe}`),
    body.taxa.length === 0 ? t("living") : t("chosenTaxa", { count: body.taxa.length }),
    format.list(body.states.map((state) => ts(state as "validated"))),
    body.perSample === null ? t("allEffort") : t("effort", { count: body.perSample }),
  ];
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" align="end">
        <div>
          <Text fw={600}>{t("preparation", { name, version })}</Text>
          <Text size="sm" c="dimmed">
            {facts.join(" · ")}
          </Text>
          {body.recipe === "own" && body.rules !== undefined && <RulesKept rules={body.rules} />}
        </div>
        {mayManage && (
          <Group align="end">
            <NumberInput size="xs" w={90} min={1} max={1000} label={t("morphsAsked")} value={k} onChange={setK} />
            <NumberInput
              size="xs"
              w={90}
              min={1}
              max={10}
              label={t("axesAsked")}
              placeholder={t("usualAxes")}
              value={axes}
              onChange={setAxes}
            />
            <Button size="xs" loading={busy} onClick={() => void make()}>
              {t("make")}
            </Button>
          </Group>
        )}
      </Group>
    </Card>
  );
}
