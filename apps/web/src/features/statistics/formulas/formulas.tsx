"use client";
import { Alert, Button, Card, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ProjectFormula } from "@nauplius/domain";
import { useFormatter, useTranslations } from "next-intl";
import { FormulaEditor } from "./editor.tsx";

export type Confirmed = {
  readonly protocol: {
    readonly version: number;
    readonly name: string;
    readonly formulas: readonly ProjectFormula[];
    readonly accepted: readonly string[];
  } | null;
  readonly history: readonly {
    readonly version: number;
    readonly name: string;
    readonly confirmedBy: string | null;
    readonly confirmedAt: string;
  }[];
  readonly proposals: readonly ProjectFormula[];
  readonly names: readonly string[];
};

type Props = { readonly projectId: number; readonly confirmed: Confirmed; readonly mayManage: boolean };

/** The formulas that volumes, parts and sizes come from: who confirmed them, or that nobody did. */
export function Formulas({ projectId, confirmed, mayManage }: Props) {
  const t = useTranslations("statistics.formulas");
  const format = useFormatter();
  const [editing, { open, close }] = useDisclosure(false);
  const [last] = confirmed.history;
  const button = mayManage && !editing && (
    <Button size="xs" variant={last === undefined ? "filled" : "default"} onClick={open}>
      {t(last === undefined ? "confirmFirst" : "change")}
    </Button>
  );
  return (
    <Card withBorder padding="sm" mb="md" component="section" aria-label={t("title")}>
      {last === undefined ? (
        <Alert color="orange" title={t("none")}>
          <Group justify="space-between">
            {t(mayManage ? "noneManager" : "noneMember")}
            {button}
          </Group>
        </Alert>
      ) : (
        <Group justify="space-between">
          <Text size="sm">
            {t("confirmed", {
              name: last.name,
              version: last.version,
              by: last.confirmedBy ?? t("nobody"),
              at: format.dateTime(new Date(last.confirmedAt), { dateStyle: "medium" }),
            })}
          </Text>
          {button}
        </Group>
      )}
      {editing && <FormulaEditor projectId={projectId} confirmed={confirmed} onClose={close} />}
    </Card>
  );
}
