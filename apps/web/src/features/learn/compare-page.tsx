"use client";
import { Alert, Anchor, Group, Select, Stack, Table, TableScrollContainer } from "@mantine/core";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { PageFrame } from "@/components/page-frame.tsx";
import classes from "./learn.module.css";
import type { ListedModel, ShownModel } from "./types.ts";

type Props = { readonly models: readonly ListedModel[]; readonly two: readonly ShownModel[] };

/** Any two models side by side: where they come from, how good each is on its held-out objects, and class by class. */
export function ComparePage({ models, two }: Props) {
  const t = useTranslations("learn.compare");
  const router = useRouter();
  const query = useSearchParams();
  const choose = (side: "a" | "b", id: string | null) => {
    const next = new URLSearchParams(query);
    if (id !== null) next.set(side, id);
    router.replace(`/models/compare?${next}`, { scroll: false });
  };
  const data = models.map((m) => ({ value: String(m.id), label: `${m.name} ${m.version}` }));
  const [a, b] = two;
  return (
    <PageFrame title={t("title")} about={t("about")}>
      <Stack gap="lg">
        <Group grow maw={620}>
          {(["a", "b"] as const).map((side) => (
            <Select key={side} label={t(side)} data={data} value={query.get(side)} onChange={(id) => choose(side, id)} searchable />
          ))}
        </Group>
        {a !== undefined && b !== undefined && <TwoModels a={a} b={b} />}
      </Stack>
    </PageFrame>
  );
}

const figures = ["top1", "top5", "balancedAccuracy", "macroF1", "logLoss", "ece", "brayCurtis"] as const;
const isShare = (name: (typeof figures)[number]): boolean => name === "top1" || name === "top5" || name === "balancedAccuracy";

/** Name and version of the model that one began with: the manifest tells its sha-256, too. */
const parentOf = ({ manifest }: ShownModel): string | undefined => manifest.training.parent?.split(" ").slice(0, 2).join(" ");

/** Figures can be put beside each other where both models were judged on the same objects. */
const isSameTest = (a: ShownModel, b: ShownModel): boolean =>
  a.evaluation === null || b.evaluation === null
    ? a.evaluation === b.evaluation &&
      a.manifest.training.data.name === b.manifest.training.data.name &&
      a.manifest.training.split.how === b.manifest.training.split.how
    : a.evaluation.seed === b.evaluation.seed && JSON.stringify(a.evaluation.split) === JSON.stringify(b.evaluation.split);

function TwoModels({ a, b }: { readonly a: ShownModel; readonly b: ShownModel }) {
  const t = useTranslations("learn.compare");
  const names = useTranslations("learn.report.names");
  const recipes = useTranslations("learn.recipe");
  const format = useFormatter();
  const figuresOf = (m: ShownModel) => m.evaluation?.model ?? m.manifest.metrics;
  const number = (value: number | undefined, share: boolean): string =>
    value === undefined ? "–" : format.number(value, share ? { style: "percent", maximumFractionDigits: 1 } : { maximumFractionDigits: 3 });
  const of = (m: ShownModel, name: string) => m.evaluation?.classes.find((line) => line.name === name);
  const both = [...new Set([a, b].flatMap((m) => m.evaluation?.classes.map(({ name }) => name) ?? []))].toSorted();
  const lines: [string, (m: ShownModel) => string][] = [
    [t("recipe"), (m) => recipes(m.manifest.training.recipe)],
    [t("parent"), (m) => parentOf(m) ?? "–"],
    [t("data"), (m) => t("images", { name: m.manifest.training.data.name, images: m.manifest.training.data.images })],
    [t("classes"), (m) => format.number(m.manifest.taxa.length)],
    [t("features"), (m) => format.number(m.manifest.features?.names.length ?? 0)],
    [
      t("heldOut"),
      (m) =>
        t(m.evaluation === null ? "ownSet" : m.evaluation.split.bySample ? "bySample" : "atRandom", {
          objects: figuresOf(m)?.objects ?? 0,
        }),
    ],
    ...figures.map((name): [string, (m: ShownModel) => string] => [names(name), (m) => number(figuresOf(m)?.[name], isShare(name))]),
    [names("sampleBrayCurtis"), (m) => number(m.evaluation?.model.sampleBrayCurtis ?? undefined, false)],
    [t("living"), (m) => number(m.evaluation?.model.living?.f1, false)],
    // Without a held-out object there is nothing to find: no F1.
    ...both.map((name): [string, (m: ShownModel) => string] => [
      t("f1", { name }),
      (m) => number(of(m, name)?.support === 0 ? undefined : of(m, name)?.f1, false),
    ]),
  ];
  return (
    <>
      {!isSameTest(a, b) && <Alert color="yellow">{t("otherObjects")}</Alert>}
      <TableScrollContainer minWidth={320}>
        <Table verticalSpacing={6} className={classes.numbers} aria-label={t("title")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th />
              {[a, b].map((m, side) => (
                // The same model may stand on both sides.
                <Table.Th key={`${side} ${m.id}`}>
                  <Anchor component={Link} href={`/models/${m.id}`} inherit>
                    {m.name} {m.version}
                  </Anchor>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map(([label, text]) => (
              <Table.Tr key={label}>
                <Table.Td>{label}</Table.Td>
                <Table.Td>{text(a)}</Table.Td>
                <Table.Td>{text(b)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </TableScrollContainer>
    </>
  );
}
