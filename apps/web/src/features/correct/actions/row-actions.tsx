"use client";
import { Button, Menu, Select, TextInput } from "@mantine/core";
import type { Level } from "@nauplius/domain";
import { IconArrowsMove, IconChevronDown, IconTrash } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Confirm } from "../confirm.tsx";
import type { Asked } from "../use-correction.ts";
import { type Place, usePlaces } from "./use-places.ts";

type Row = { readonly id: number; readonly name: string };
type Props = { readonly projectId: number; readonly level: Level; readonly rows: readonly Row[] };
type Open = "move" | "trash" | null;

/** Where rows of a level may go. Processes go with their acquisitions. */
const goals = { sample: "project", acquisition: "sample", object: "acquisition" } as const;

function moveOf(level: Level, ids: readonly number[], to: number): Asked | null {
  if (level === "sample") return { do: "moveSamples", ids, to };
  if (level === "acquisition") return { do: "moveAcquisitions", ids, to };
  return level === "object" ? { do: "moveObjects", target: { by: "ids", ids }, to } : null;
}

/** What can be done with the rows that are selected in the table. */
export function RowActions({ projectId, level, rows }: Props) {
  const t = useTranslations("correct.actions");
  const [open, setOpen] = useState<Open>(null);
  if (level === "process") return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="xs" variant="default" rightSection={<IconChevronDown size={14} />} disabled={rows.length === 0}>
            {t("selected", { count: rows.length })}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconArrowsMove size={15} />} onClick={() => setOpen("move")}>
            {t(`move.${goals[level]}`)}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={15} />} color="red" onClick={() => setOpen("trash")}>
            {t("trash")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Move projectId={projectId} level={level} rows={rows} opened={open === "move"} onClose={() => setOpen(null)} />
      <Trash projectId={projectId} level={level} rows={rows} opened={open === "trash"} onClose={() => setOpen(null)} />
    </>
  );
}

type DialogProps = Props & { readonly level: keyof typeof goals; readonly opened: boolean; readonly onClose: () => void };

function Move({ projectId, level, rows, opened, onClose }: DialogProps) {
  const t = useTranslations("correct.actions");
  const [to, setTo] = useState<string | null>(null);
  const places = usePlaces(projectId, goals[level], opened);
  const data = (places.data ?? []).map((p: Place) => ({ value: String(p.id), label: p.name }));
  const ids = rows.map((row) => row.id);
  const correction = to === null ? null : moveOf(level, ids, Number(to));
  return (
    <Confirm
      projectId={projectId}
      title={t(`move.${goals[level]}`)}
      correction={correction}
      action={t("moveNow")}
      opened={opened}
      onClose={onClose}
    >
      <Select
        label={t(`to.${goals[level]}`)}
        data={data}
        value={to}
        onChange={setTo}
        searchable
        limit={200}
        disabled={places.isPending}
        error={places.error?.message}
      />
    </Confirm>
  );
}

function Trash({ projectId, level, rows, opened, onClose }: DialogProps) {
  const t = useTranslations("correct.actions");
  const [label, setLabel] = useState("");
  const ids = rows.map((row) => row.id);
  const correction: Asked = { do: "trash", level, target: { by: "ids", ids }, label };
  return (
    <Confirm
      projectId={projectId}
      title={t("trashTitle", { count: rows.length })}
      correction={rows.length === 0 ? null : correction}
      action={t("trashNow")}
      danger
      opened={opened}
      onClose={onClose}
    >
      <TextInput
        label={t("label")}
        description={t("labelHint")}
        value={label}
        onChange={(e) => setLabel(e.currentTarget.value)}
        maxLength={255}
      />
    </Confirm>
  );
}
