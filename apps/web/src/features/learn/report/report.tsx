"use client";
import { Alert, Group, Stack, Table, TableScrollContainer, Text, Title } from "@mantine/core";
import type { EvaluationFigures } from "@nauplius/domain";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { Chart } from "@/components/chart.tsx";
import classes from "../learn.module.css";
import type { ModelReport, ShownModel } from "../types.ts";
import { CellObjects } from "./cell-objects.tsx";
import { confusionOption, reliabilityOption } from "./options.ts";
import { ClassFigures, GroupFigures, SampleFigures } from "./tables.tsx";

type Props = { readonly model: ShownModel; readonly report: ModelReport; readonly cell: { truth: number; predicted: number } | null };

/** How good a model is on objects that it never saw, beside others on the same objects. */
export function Report({ model, report, cell }: Props) {
  const t = useTranslations("learn.report");
  const format = useFormatter();
  const router = useRouter();
  const { split, gate } = report;
  const names = report.classes.map(({ name }) => name);
  const confusion = useMemo(
    () => confusionOption(report, { truth: t("truth"), predicted: t("predicted"), href: model.mayManage }),
    [report, t, model.mayManage],
  );
  const reliability = useMemo(
    () => reliabilityOption(report, { score: t("score"), right: t("right"), perfect: t("perfect") }),
    [report, t],
  );
  const open = (href: string) => router.push(`/models/${model.id}?${href}#cell`, { scroll: false });
  return (
    <Stack gap="lg">
      <Alert color={gate.passes ? "green" : "orange"} title={t(gate.passes ? "gatePasses" : "gateFails")}>
        {gate.why}
      </Alert>
      <Text size="sm" maw="80ch">
        {t(split.bySample ? "splitBySample" : "splitAtRandom", {
          seed: report.seed,
          ...{ train: split.objects.train, validation: split.objects.validation, test: split.objects.test },
          samples: split.samples.test,
        })}
      </Text>
      {report.labels !== undefined && <HowLabelled labels={report.labels} />}
      {report.warnings.length > 0 && (
        <Alert color="yellow" title={t("warnings")}>
          {report.warnings.map((warning) => (
            <Text size="sm" key={warning}>
              {warning}
            </Text>
          ))}
        </Alert>
      )}
      {report.errors.objects > 0 && (
        <Text size="sm" maw="80ch">
          {t("errors", report.errors)}
        </Text>
      )}
      <Figures model={`${model.name} ${model.version}`} report={report} />
      <div className={classes.charts}>
        <section>
          <Title order={2} size="h4">
            {t("confusion")}
          </Title>
          <Text size="sm" c="dimmed">
            {t("confusionAbout")}
          </Text>
          <Chart
            option={confusion}
            height={Math.max(320, Math.min(760, 180 + 22 * names.length))}
            title={`${model.name} ${model.version} ${t("confusion")}`}
            label={t("confusionLabel", { objects: split.objects.test, classes: names.length })}
            onOpen={open}
          />
        </section>
        <section>
          <Title order={2} size="h4">
            {t("calibration")}
          </Title>
          <Text size="sm" c="dimmed">
            {t("calibrationAbout", { ece: report.model.ece, temperature: report.temperature })}
          </Text>
          <Chart
            option={reliability}
            height={320}
            title={`${model.name} ${model.version} ${t("calibration")}`}
            label={t("calibrationLabel", { ece: report.model.ece })}
          />
          <Group gap="lg">
            {report.model.coverage.map(({ precision, coverage }) => (
              <Text size="sm" key={precision}>
                {t("coverage", { precision, coverage: coverage === null ? "–" : format.number(coverage, { style: "percent" }) })}
              </Text>
            ))}
          </Group>
        </section>
      </div>
      {cell !== null && model.mayManage && <CellObjects modelId={model.id} cell={cell} names={names} />}
      <ClassFigures model={model} report={report} />
      {report.groups !== undefined && <GroupFigures groups={report.groups} />}
      {report.samples.length > 0 && <SampleFigures report={report} />}
    </Stack>
  );
}

/** What the held-out labels are worth: who looks at a page of alike objects sees less than who looks at one. */
function HowLabelled({ labels }: { readonly labels: NonNullable<ModelReport["labels"]> }) {
  const t = useTranslations("learn.report");
  const format = useFormatter();
  const all = labels.reduce((sum, { objects }) => sum + objects, 0);
  return (
    <Text size="sm" maw="80ch">
      {t("labels")}{" "}
      {format.list(labels.map(({ how, objects }) => `${format.number(objects / all, { style: "percent" })} ${t(`how.${how}`)}`))}
    </Text>
  );
}

const rows = [
  ["top1", "percent"],
  ["top5", "percent"],
  ["balancedAccuracy", "percent"],
  ["macroF1", "number"],
  ["logLoss", "number"],
  ["ece", "number"],
  ["brayCurtis", "number"],
  ["sampleBrayCurtis", "number"],
  ["sampleCountError", "percent"],
] as const;

/** The figures side by side. */
function Figures({ model, report }: { readonly model: string; readonly report: ModelReport }) {
  const t = useTranslations("learn.report");
  const format = useFormatter();
  const columns = [
    { label: model, figures: report.model },
    ...report.others.map(({ what, label, figures }) => ({ label: what === "service" ? label : t(`others.${what}`), figures })),
  ];
  const text = (value: number | null, as: "percent" | "number"): string =>
    value === null
      ? "–"
      : as === "percent"
        ? format.number(value, { style: "percent", maximumFractionDigits: 1 })
        : format.number(value, { maximumFractionDigits: 3 });
  const living = (figures: EvaluationFigures): string =>
    figures.living === null
      ? "–"
      : [figures.living.precision, figures.living.recall, figures.living.f1]
          .map((v) => format.number(v, { maximumFractionDigits: 3 }))
          .join(" / ");
  return (
    <TableScrollContainer minWidth={560}>
      <Table verticalSpacing={6} className={classes.numbers} aria-label={t("figures")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("figure")}</Table.Th>
            {columns.map(({ label }) => (
              <Table.Th key={label}>{label}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([name, as]) => (
            <Table.Tr key={name}>
              <Table.Td title={t(`about.${name}`)}>{t(`names.${name}`)}</Table.Td>
              {columns.map(({ label, figures }) => (
                <Table.Td key={label}>{text(figures[name], as)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
          <Table.Tr>
            <Table.Td title={t("about.living")}>{t("names.living")}</Table.Td>
            {columns.map(({ label, figures }) => (
              <Table.Td key={label}>{living(figures)}</Table.Td>
            ))}
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </TableScrollContainer>
  );
}
