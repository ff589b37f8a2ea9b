"use client";
import { Anchor, Table, TableScrollContainer, Title } from "@mantine/core";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import classes from "../learn.module.css";
import type { ModelReport, ShownModel } from "../types.ts";

/** Every class: how many trained it, how many are of it and are called so, how often that is right. */
export function ClassFigures({ model, report }: { readonly model: ShownModel; readonly report: ModelReport }) {
  const t = useTranslations("learn.report");
  const format = useFormatter();
  const share = (value: number) => format.number(value, { style: "percent", maximumFractionDigits: 0 });
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t("byClass")}
      </Title>
      <TableScrollContainer minWidth={700}>
        <Table verticalSpacing={4} className={classes.numbers}>
          <Table.Thead>
            <Table.Tr>
              {(["class", "train", "support", "called", "precision", "recall", "f1", "countError"] as const).map((name) => (
                <Table.Th key={name}>{t(`columns.${name}`)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {report.classes.map((line, at) => (
              <Table.Tr key={line.name}>
                <Table.Td>
                  {model.mayManage && line.support > 0 ? (
                    <Anchor component={Link} inherit href={`/models/${model.id}?truth=${at}&predicted=${at}#cell`} scroll={false}>
                      {line.name}
                    </Anchor>
                  ) : (
                    line.name
                  )}
                </Table.Td>
                <Table.Td>{format.number(line.train)}</Table.Td>
                <Table.Td>{format.number(line.support)}</Table.Td>
                <Table.Td>{format.number(line.predicted)}</Table.Td>
                <Table.Td>{line.predicted === 0 ? "–" : share(line.precision)}</Table.Td>
                <Table.Td>{line.support === 0 ? "–" : share(line.recall)}</Table.Td>
                <Table.Td>{line.support === 0 ? "–" : format.number(line.f1, { maximumFractionDigits: 2 })}</Table.Td>
                <Table.Td>{line.support === 0 ? "–" : share((line.predicted - line.support) / line.support)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </TableScrollContainer>
    </section>
  );
}

/** How well the community of each held-out sample is told. */
export function SampleFigures({ report }: { readonly report: ModelReport }) {
  const t = useTranslations("learn.report");
  const format = useFormatter();
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t("bySample")}
      </Title>
      <Table verticalSpacing={4} className={classes.numbers}>
        <Table.Thead>
          <Table.Tr>
            {(["sample", "objects", "top1", "brayCurtis"] as const).map((name) => (
              <Table.Th key={name}>{t(`sampleColumns.${name}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {report.samples.map((sample) => (
            <Table.Tr key={sample.sampleId}>
              <Table.Td>
                <Anchor component={Link} inherit href={`/samples/${sample.sampleId}`}>
                  {sample.name}
                </Anchor>
              </Table.Td>
              <Table.Td>{format.number(sample.objects)}</Table.Td>
              <Table.Td>{format.number(sample.top1, { style: "percent", maximumFractionDigits: 1 })}</Table.Td>
              <Table.Td>{format.number(sample.brayCurtis, { maximumFractionDigits: 3 })}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

/** How good it is on what each instrument saw and at each depth. */
export function GroupFigures({ groups }: { readonly groups: NonNullable<ModelReport["groups"]> }) {
  const t = useTranslations("learn.report");
  const format = useFormatter();
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t("byGroup")}
      </Title>
      <Table verticalSpacing={4} className={classes.numbers}>
        <Table.Thead>
          <Table.Tr>
            {(["group", "objects", "top1", "brayCurtis"] as const).map((name) => (
              <Table.Th key={name}>{t(`groupColumns.${name}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {groups.map(({ by, name, objects, top1, brayCurtis }) => (
            <Table.Tr key={`${by} ${name}`}>
              <Table.Td>{/* An instrument that nobody told. */ t(`groups.${by}`, { name: name === "?" ? "unknown" : name })}</Table.Td>
              <Table.Td>{format.number(objects)}</Table.Td>
              <Table.Td>{format.number(top1, { style: "percent", maximumFractionDigits: 1 })}</Table.Td>
              <Table.Td>{format.number(brayCurtis, { maximumFractionDigits: 3 })}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
