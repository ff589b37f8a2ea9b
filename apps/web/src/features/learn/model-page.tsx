"use client";
import { Anchor, Badge, Button, Group, Stack, Table, TableScrollContainer, Tabs, Text, Typography } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconArrowBackUp, IconRosetteDiscountCheck } from "@tabler/icons-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import Markdown from "react-markdown";
import remarkGfm from "remark-gfm";
import { api } from "@/components/api.ts";
import { PageFrame } from "@/components/page-frame.tsx";
import { useChange } from "@/features/people/use-change.ts";
import { ClassTable } from "./class-table.tsx";
import classes from "./learn.module.css";
import { stateColours } from "./model-list.tsx";
import { Report } from "./report/report.tsx";
import type { ShownModel } from "./types.ts";

/** The corner of a table has no words, and is no head. */
const HeadCell = ({ children }: { readonly children?: ReactNode }) => (children === undefined ? <td /> : <th>{children}</th>);

/** One model: how good it is, what its classes mean here, its card, and what happened to it. */
export function ModelPage({ model, cell }: { readonly model: ShownModel; readonly cell: { truth: number; predicted: number } | null }) {
  const t = useTranslations("learn");
  const { name, version, state, evaluation } = model;
  return (
    <PageFrame title={`${name} ${version}`} action={model.mayManage && <Actions model={model} />}>
      <Group gap="sm" mb="md">
        <Badge color={stateColours[state]} variant="light" radius="sm">
          {t(`state.${state}`)}
        </Badge>
        <Text size="sm" c="dimmed">
          {t(`recipe.${model.manifest.training.recipe}`)} · {t(`origin.${model.origin}`)}
          {model.manifest.training.parent !== null &&
            ` · ${t("from", { model: model.manifest.training.parent.split(" ").slice(0, 2).join(" ") })}`}
        </Text>
        {model.runId !== null && (
          <Anchor component={Link} href={`/runs/${model.runId}`} size="sm">
            {t("itsRun")}
          </Anchor>
        )}
      </Group>
      <Tabs defaultValue={evaluation === null ? "card" : "evaluation"} keepMounted={false}>
        <Tabs.List mb="md">
          {evaluation !== null && <Tabs.Tab value="evaluation">{t("evaluation")}</Tabs.Tab>}
          <Tabs.Tab value="classes">{t("classes")}</Tabs.Tab>
          <Tabs.Tab value="card">{t("card")}</Tabs.Tab>
          <Tabs.Tab value="history">{t("history")}</Tabs.Tab>
        </Tabs.List>
        {evaluation !== null && (
          <Tabs.Panel value="evaluation">
            <Report model={model} report={evaluation} cell={cell} />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="classes">
          <ClassTable model={model} />
        </Tabs.Panel>
        <Tabs.Panel value="card">
          <Typography className={classes.card}>
            {/* The page has a title; pictures of elsewhere are not fetched. */}
            <Markdown remarkPlugins={[remarkGfm]} components={{ h1: "h2", h2: "h3", h3: "h4", th: HeadCell }} disallowedElements={["img"]}>
              {model.card}
            </Markdown>
          </Typography>
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <Events model={model} />
        </Tabs.Panel>
      </Tabs>
    </PageFrame>
  );
}

function Events({ model }: { readonly model: ShownModel }) {
  const t = useTranslations("learn");
  const format = useFormatter();
  return (
    <TableScrollContainer minWidth={620}>
      <Table>
        <Table.Tbody>
          {model.events.map((event) => (
            <Table.Tr key={event.id}>
              <Table.Td>{format.dateTime(new Date(event.at), { dateStyle: "medium", timeStyle: "short" })} UTC</Table.Td>
              <Table.Td>
                {model.name} {event.version}
              </Table.Td>
              <Table.Td>{t(`event.${event.kind}`)}</Table.Td>
              <Table.Td>{event.by ?? t("bySystem")}</Table.Td>
              <Table.Td>{event.note}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableScrollContainer>
  );
}

function Actions({ model }: { readonly model: ShownModel }) {
  const t = useTranslations("learn");
  const promote = useChange((note: string) => api("POST", `models/${model.id}/promote`, { note }), { done: t("promoted") });
  const back = useChange(() => api("POST", "models/roll-back", { name: model.name }), { done: t("rolledBack") });
  const gate = model.evaluation?.gate;
  const ask = () =>
    modals.openConfirmModal({
      title: t("promoteTitle", { model: `${model.name} ${model.version}` }),
      children: (
        <Stack gap="xs">
          <Text size="sm">{t("promoteText")}</Text>
          <Text size="sm" c={gate?.passes === false ? "red" : "dimmed"}>
            {gate === undefined ? t("gate.unknown") : `${t(gate.passes ? "gate.passes" : "gate.fails")} ${gate.why}`}
          </Text>
        </Stack>
      ),
      labels: { confirm: t("promote"), cancel: t("cancel") },
      onConfirm: () => promote.mutate(gate?.why ?? ""),
    });
  if (model.state === "service")
    return model.before === null ? null : (
      <Button variant="default" leftSection={<IconArrowBackUp size={16} />} loading={back.isPending} onClick={() => back.mutate(undefined)}>
        {t("rollBack", { version: model.before.version })}
      </Button>
    );
  return (
    <Button leftSection={<IconRosetteDiscountCheck size={16} />} loading={promote.isPending} onClick={ask}>
      {t("promote")}
    </Button>
  );
}
