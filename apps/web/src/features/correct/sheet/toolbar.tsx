"use client";
import { Button, Menu, SegmentedControl, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { type Filter, type Level, levels } from "@nauplius/domain";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronDown,
  IconClipboardCopy,
  IconColumnInsertRight,
  IconReplace,
} from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { RowActions } from "../actions/row-actions.tsx";
import classes from "../correct.module.css";
import { tableHref } from "../model/address.ts";
import { blockOf } from "../model/paste.ts";
import { AddColumn } from "./add-column.tsx";
import { Review } from "./review.tsx";
import { RowFilter } from "./row-filter.tsx";
import { SetField } from "./set-field.tsx";
import type { Sheet } from "./use-sheet.ts";

type Props = {
  readonly projectId: number;
  readonly level: Level;
  readonly filter: Filter;
  readonly sheet: Sheet;
  readonly selected: readonly { readonly id: number }[];
};

/** What is shown, and what can be done with it beside typing. */
export function SheetToolbar({ projectId, level, filter, sheet, selected }: Props) {
  const t = useTranslations("correct");
  const router = useRouter();
  const [setting, set] = useDisclosure(false);
  const [adding, add] = useDisclosure(false);
  const isEmpty = sheet.given.length === 0;
  const leave = (go: () => void) => {
    if (sheet.changes.length === 0) return go();
    modals.openConfirmModal({
      title: t("leave.title"),
      children: <Text size="sm">{t("leave.text", { count: sheet.changes.length })}</Text>,
      labels: { confirm: t("leave.go"), cancel: t("cancel") },
      onConfirm: go,
    });
  };
  const copyAll = async () => {
    const first = sheet.fields.indexOf("id");
    const order = [first, ...sheet.fields.keys()].filter((at, i) => at >= 0 && (i === 0 || at !== first));
    await navigator.clipboard.writeText(blockOf(sheet.rows, sheet.fields, order));
    notifications.show({ color: "green", message: t("table.copied", { count: sheet.rows.length }) });
  };
  return (
    <div className={classes.bar}>
      <Title order={1} size="h3">
        {t("table.title")}
      </Title>
      <SegmentedControl
        size="xs"
        value={level}
        onChange={(next) => leave(() => router.push(tableHref(projectId, next as Level, filter)))}
        data={levels.map((l) => ({ value: l, label: t(`level.${l}`) }))}
      />
      {!isEmpty && <RowFilter key={level} fields={sheet.fields} condition={sheet.condition} onChange={sheet.setCondition} />}
      <span className={classes.spring} />
      <Button size="xs" variant="default" leftSection={<IconReplace size={15} />} onClick={set.open} disabled={isEmpty}>
        {t("set.open")}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="xs" variant="default" rightSection={<IconChevronDown size={14} />}>
            {t("table.columns")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconColumnInsertRight size={15} />} onClick={add.open}>
            {t("column.open")}
          </Menu.Item>
          <Menu.Item leftSection={<IconClipboardCopy size={15} />} onClick={() => void copyAll()} disabled={isEmpty}>
            {t("table.copy")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {level !== "process" && (
        <RowActions
          projectId={projectId}
          level={level}
          rows={{ by: "ids", ids: selected.map((row) => row.id) }}
          count={selected.length}
          text={t("actions.selected", { count: selected.length })}
        />
      )}
      <Button.Group>
        {[
          { name: t("table.undo"), act: sheet.undo, can: sheet.canUndo, Icon: IconArrowBackUp },
          { name: t("table.redo"), act: sheet.redo, can: sheet.canRedo, Icon: IconArrowForwardUp },
        ].map(({ name, act, can, Icon }) => (
          <Button key={name} size="xs" variant="default" onClick={act} disabled={!can} aria-label={name} title={name}>
            <Icon size={15} />
          </Button>
        ))}
      </Button.Group>
      <Review projectId={projectId} level={level} sheet={sheet} />
      <SetField
        projectId={projectId}
        level={level}
        filter={filter}
        sheet={sheet}
        selected={selected}
        opened={setting}
        onClose={set.close}
      />
      <AddColumn projectId={projectId} level={level} columns={sheet.columns} opened={adding} onClose={add.close} />
    </div>
  );
}
