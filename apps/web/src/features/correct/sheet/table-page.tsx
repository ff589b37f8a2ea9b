"use client";
import { Alert, Anchor, Button, Group, Loader, SegmentedControl, Text, Title } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { type Filter, isEmptyFilter, type Level, levels, maxCells } from "@nauplius/domain";
import { IconArrowBackUp, IconArrowForwardUp, IconColumnInsertRight, IconReplace } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { DataSheetGridRef } from "react-datasheet-grid";
import { RowActions } from "../actions/row-actions.tsx";
import classes from "../correct.module.css";
import { fillDown } from "../model/sheet.ts";
import { AddColumn } from "./add-column.tsx";
import { type Selected, SheetGrid } from "./grid.tsx";
import { Review } from "./review.tsx";
import { SetField } from "./set-field.tsx";
import { useSheet } from "./use-sheet.ts";

type Props = {
  readonly projectId: number;
  readonly level: Level;
  readonly filter: Filter;
  /** The view of the objects as an address, to come back to. */
  readonly view: string;
};

/** Samples, acquisitions, processes or objects of a project in a table like a spreadsheet's: type, paste, fill; look; apply. */
export function CorrectionTablePage({ projectId, level, filter, view }: Props) {
  const t = useTranslations("correct");
  const router = useRouter();
  const sheet = useSheet(projectId, level, filter);
  const grid = useRef<DataSheetGridRef>(null);
  const [range, setRange] = useState<Selected | null>(null);
  const [setting, set] = useDisclosure(false);
  const [adding, add] = useDisclosure(false);
  const fill = () => {
    if (range !== null && range.lastRow > range.firstRow) sheet.write(fillDown(sheet.rows, range));
  };
  useHotkeys([
    ["mod+Z", sheet.undo],
    ["mod+shift+Z", sheet.redo],
    ["mod+Y", sheet.redo],
    ["mod+D", fill],
  ]);
  const open = (next: string) => {
    const query = new URLSearchParams(view);
    query.set("level", next);
    router.push(`/projects/${projectId}/table?${query}`);
  };
  const selected = range === null ? [] : sheet.given.slice(range.firstRow, range.lastRow + 1);
  const filtered = level === "object" && !isEmptyFilter(filter);
  const { changes, faults, query } = sheet;
  return (
    <main className={classes.page}>
      <div className={classes.bar}>
        <Title order={1} size="h3">
          {t("table.title")}
        </Title>
        <SegmentedControl size="xs" value={level} onChange={open} data={levels.map((l) => ({ value: l, label: t(`level.${l}`) }))} />
        <span className={classes.spring} />
        <Button size="xs" variant="default" leftSection={<IconReplace size={15} />} onClick={set.open} disabled={sheet.given.length === 0}>
          {t("set.open")}
        </Button>
        <Button size="xs" variant="default" leftSection={<IconColumnInsertRight size={15} />} onClick={add.open}>
          {t("column.open")}
        </Button>
        <RowActions projectId={projectId} level={level} rows={selected} />
        <Button.Group>
          <Button
            size="xs"
            variant="default"
            onClick={sheet.undo}
            disabled={!sheet.canUndo}
            aria-label={t("table.undo")}
            title={t("table.undo")}
          >
            <IconArrowBackUp size={15} />
          </Button>
          <Button
            size="xs"
            variant="default"
            onClick={sheet.redo}
            disabled={!sheet.canRedo}
            aria-label={t("table.redo")}
            title={t("table.redo")}
          >
            <IconArrowForwardUp size={15} />
          </Button>
        </Button.Group>
        <Review projectId={projectId} level={level} sheet={sheet} />
      </div>
      {filtered && (
        <Text size="sm">
          {t("table.view")}{" "}
          <Anchor component={Link} href={`/projects/${projectId}/objects?${view}`} inherit>
            {t("table.viewLink")}
          </Anchor>
        </Text>
      )}
      {faults.length > 0 && (
        <Alert color="red" title={t("table.refused", { count: faults.length })}>
          <ul className={classes.faults}>
            {faults.map((f) => (
              <li key={f.path}>
                {faultPlace(sheet.given, f.path)}: {f.message}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {query.isPending && <Loader size="sm" />}
      {query.isError && (
        <Alert color="red" title={t("table.failed")}>
          <Group>
            <Text size="sm">{query.error.message}</Text>
            <Button size="xs" variant="default" onClick={() => void query.refetch()}>
              {t("table.again")}
            </Button>
          </Group>
        </Alert>
      )}
      {query.isSuccess && sheet.given.length === 0 && <Text c="dimmed">{t(`table.none.${level}`)}</Text>}
      {sheet.given.length > 0 && <SheetGrid sheet={sheet} onSelect={setRange} handle={grid} />}
      <Group gap="md">
        {sheet.given.length > 0 && (
          <Text size="xs" c="dimmed">
            {t("table.keys")}
          </Text>
        )}
        {query.hasNextPage && (
          <Text size="sm">
            {t("table.first", { count: sheet.given.length })}{" "}
            <Button
              size="compact-xs"
              variant="default"
              loading={query.isFetchingNextPage}
              disabled={changes.length > 0}
              onClick={() => void query.fetchNextPage()}
            >
              {t("table.more")}
            </Button>
          </Text>
        )}
        {changes.length > maxCells && (
          <Text size="sm" c="red">
            {t("table.tooMany", { count: maxCells })}
          </Text>
        )}
      </Group>
      <SetField
        projectId={projectId}
        level={level}
        filter={filter}
        columns={sheet.columns}
        selected={selected}
        opened={setting}
        onClose={set.close}
      />
      <AddColumn projectId={projectId} level={level} columns={sheet.columns} opened={adding} onClose={add.close} />
    </main>
  );
}

function faultPlace(rows: readonly { readonly id: number; readonly name: string }[], path: string): string {
  const [id = "", ...field] = path.split("/");
  const row = rows.find((r) => String(r.id) === id);
  return row === undefined ? path : `${row.name}, ${field.join("/")}`;
}
