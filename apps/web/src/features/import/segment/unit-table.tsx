import { Anchor, Badge, Button, Group, Progress, Stack, Table, Text } from "@mantine/core";
import { isActive, mayCancel, mayRetry } from "@nauplius/domain";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { StateBadge } from "@/components/run/card.tsx";
import stacked from "@/components/stacked.module.css";
import { type Batch, type Unit, waitsFor } from "./types.ts";

type Act = (id: number) => void;
type Acts = { readonly onLook: Act; readonly onDescribe: Act; readonly onAgain: Act; readonly onCancel: Act };

/** Every unit with its state; those that wait for a person, or failed, come first. */
export function UnitTable({ batch, ...acts }: Acts & { readonly batch: Batch }) {
  const t = useTranslations("segment");
  return (
    <Table verticalSpacing="xs" className={stacked.stacked}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("unit")}</Table.Th>
          <Table.Th>{t("sample")}</Table.Th>
          <Table.Th>{t("state")}</Table.Th>
          <Table.Th ta="right">{t("actions")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {batch.units.map((unit) => (
          <UnitLine key={unit.id} unit={unit} waits={waitsFor(unit, batch.settings)} {...acts} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

type Line = { readonly unit: Unit; readonly waits: string | null };

function UnitLine({ unit, waits, onLook, onDescribe, onAgain, onCancel }: Acts & Line) {
  const t = useTranslations("segment");
  const { id, name, run, found, settings, suggestion, runId } = unit;
  const mayChange = found.usable && (run === null || mayRetry(run.state));
  // What a person waved through is told all the same.
  const reason = run === null ? (waits ?? unit.reason) : run.reason;
  return (
    <Table.Tr style={{ verticalAlign: "top" }}>
      <Table.Td maw={260} style={{ overflowWrap: "anywhere" }}>
        {name}
      </Table.Td>
      <Table.Td maw={260} style={{ overflowWrap: "anywhere" }}>
        <Text size="sm">
          {settings.sample ?? found.sample} · {settings.acquisition ?? found.acquisition}
        </Text>
      </Table.Td>
      <Table.Td maw={420}>
        <Stack gap={4} align="flex-start">
          <UnitState unit={unit} waits={waits} />
          {reason !== "" && <Text size="sm">{reason}</Text>}
          {suggestion !== null && run === null && <Text size="sm">{t("suggestion", { name: suggestion })}</Text>}
        </Stack>
      </Table.Td>
      <Table.Td>
        <Group gap={6} justify="flex-end">
          {found.usable && (
            <Button size="xs" variant="default" aria-label={t("previewOf", { name })} onClick={() => onLook(id)}>
              {t("preview")}
            </Button>
          )}
          {mayChange && (
            <Button size="xs" variant="default" aria-label={t("describeName", { name })} onClick={() => onDescribe(id)}>
              {t("describe")}
            </Button>
          )}
          {run !== null && mayRetry(run.state) && (
            <Button size="xs" variant="light" aria-label={t("retryName", { name })} onClick={() => onAgain(id)}>
              {t("retry")}
            </Button>
          )}
          {run !== null && mayCancel(run.state) && run.cancelAt === null && (
            <Button size="xs" variant="default" aria-label={t("cancelName", { name })} onClick={() => onCancel(id)}>
              {t("cancel")}
            </Button>
          )}
          {runId !== null && (
            <Anchor component={Link} href={`/runs/${runId}`} size="sm">
              {t("log")}
            </Anchor>
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

function UnitState({ unit, waits }: Line) {
  const t = useTranslations("segment");
  const { run, found, name } = unit;
  if (run === null) {
    const word = !found.usable ? "left" : waits === null ? "ready" : "waits";
    return (
      <Badge color={word === "ready" ? "sea" : word === "waits" ? "orange" : "gray"} variant="light" radius="sm">
        {t(word)}
      </Badge>
    );
  }
  return (
    <Group gap={8}>
      <StateBadge state={run.state} />
      {run.state === "done" && <Text size="sm">{t("objects", { count: run.result?.objectsAdded ?? 0 })}</Text>}
      {isActive(run.state) && run.cancelAt !== null && <Text size="sm">{t("cancelling")}</Text>}
      {isActive(run.state) && run.total > 0 && <Progress w={120} value={(100 * run.done) / run.total} aria-label={name} />}
    </Group>
  );
}
