"use client";
import { Button, Group, Modal, SegmentedControl, Select, Stack, Tabs, TextInput } from "@mantine/core";
import type { Level } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { TableData } from "../types.ts";
import { useCorrection } from "../use-correction.tsx";

type Props = {
  readonly projectId: number;
  readonly level: Level;
  readonly columns: TableData["columns"];
  readonly opened: boolean;
  readonly onClose: () => void;
};

/** A new column of the project's dictionary, or the unit of one that is there. */
export function AddColumn({ projectId, level, columns, opened, onClose }: Props) {
  const t = useTranslations("correct.column");
  return (
    <Modal opened={opened} onClose={onClose} title={t("title")}>
      <Tabs defaultValue="add">
        <Tabs.List mb="md">
          <Tabs.Tab value="add">{t("add")}</Tabs.Tab>
          <Tabs.Tab value="unit">{t("setUnit")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="add">
          <NewColumn projectId={projectId} level={level} onClose={onClose} />
        </Tabs.Panel>
        <Tabs.Panel value="unit">
          <UnitOf projectId={projectId} level={level} columns={columns} onClose={onClose} />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}

function NewColumn({ projectId, level, onClose }: Pick<Props, "projectId" | "level" | "onClose">) {
  const t = useTranslations("correct.column");
  const [name, setName] = useState("");
  const [type, setType] = useState("number");
  const [unit, setUnit] = useState("");
  const add = useCorrection(projectId, onClose);
  const field = { level, name, type, unit: unit.trim() === "" ? null : unit };
  return (
    <Stack>
      <TextInput label={t("name")} value={name} onChange={(e) => setName(e.currentTarget.value)} data-autofocus />
      <SegmentedControl
        value={type}
        onChange={setType}
        data={[
          { value: "number", label: t("number") },
          { value: "text", label: t("text") },
        ]}
      />
      <TextInput label={t("unit")} value={unit} onChange={(e) => setUnit(e.currentTarget.value)} />
      <Group justify="flex-end">
        <Button disabled={name.trim() === ""} loading={add.isPending} onClick={() => add.mutate({ do: "addField", field })}>
          {t("add")}
        </Button>
      </Group>
    </Stack>
  );
}

function UnitOf({ projectId, level, columns, onClose }: Omit<Props, "opened">) {
  const t = useTranslations("correct.column");
  const own = columns.filter((c) => c.own);
  const [name, setName] = useState<string | null>(null);
  const [unit, setUnit] = useState("");
  const set = useCorrection(projectId, onClose);
  const choose = (chosen: string | null) => {
    setName(chosen);
    setUnit(own.find((c) => c.name === chosen)?.unit ?? "");
  };
  const units = { do: "setUnit" as const, level, name: name ?? "", unit: unit.trim() === "" ? null : unit };
  return (
    <Stack>
      <Select label={t("name")} data={own.map((c) => c.name)} value={name} onChange={choose} searchable nothingFoundMessage={t("noOwn")} />
      <TextInput label={t("unit")} value={unit} onChange={(e) => setUnit(e.currentTarget.value)} />
      <Group justify="flex-end">
        <Button disabled={name === null} loading={set.isPending} onClick={() => set.mutate(units)}>
          {t("setUnit")}
        </Button>
      </Group>
    </Stack>
  );
}
