"use client";
import { ActionIcon, Badge, Button, Text, Tooltip } from "@mantine/core";
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconKeyboard,
  IconLayoutSidebar,
  IconMap,
  IconRefresh,
  IconTable,
} from "@tabler/icons-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { PickedTaxon } from "@/components/taxon-picker.tsx";
import { tableHref } from "@/features/correct/model/address.ts";
import { PredictButton } from "@/features/learn/predict-dialog.tsx";
import { useGrid } from "../context.tsx";
import { useCommands } from "../hooks/use-commands.ts";
import { PageButton } from "../pages/page-button.tsx";
import { useConflicts } from "./conflicts.tsx";
import { DisplayMenu } from "./display-menu.tsx";
import { QueueMenu } from "./queue-menu.tsx";
import { Saved } from "./saved.tsx";
import { SortMenu } from "./sort-menu.tsx";
import classes from "./toolbar.module.css";
import { ViewsMenu } from "./views-menu.tsx";

type Props = {
  readonly total: { readonly objects: number; readonly atLeast: boolean } | undefined;
  readonly onPanel: () => void;
  readonly onHelp: () => void;
  readonly onPages: (taxon: PickedTaxon) => void;
  readonly onConflicts: () => void;
};

/** What is shown and how; on the right whether everything is saved. */
export function Toolbar({ total, onPanel, onHelp, onPages, onConflicts }: Props) {
  const t = useTranslations("grid");
  const { session, may, refresh, userId, project, view, open } = useGrid();
  const commands = useCommands();
  const conflicts = useConflicts(session);
  return (
    <div className={classes.bar} role="toolbar" aria-label={t("tools")}>
      <Tooltip label={t("panel.title")}>
        <ActionIcon variant="subtle" color="gray" onClick={onPanel} aria-label={t("panel.title")}>
          <IconLayoutSidebar size={18} />
        </ActionIcon>
      </Tooltip>
      <Text component="h1" size="sm" fw={600} className={classes.count} aria-live="polite">
        {total === undefined ? t("counting") : t(total.atLeast ? "atLeast" : "count", { count: total.objects })}
      </Text>
      {may.member && <ViewsMenu />}
      <QueueMenu />
      <SortMenu />
      <DisplayMenu />
      {may.decide && <PageButton onBegin={onPages} />}
      <Tooltip label={t("refresh")}>
        <ActionIcon variant="subtle" color="gray" onClick={refresh} aria-label={t("refresh")}>
          <IconRefresh size={17} />
        </ActionIcon>
      </Tooltip>
      {/* The practice's project (0) exists in its page alone. */}
      {project.id > 0 && (
        <Tooltip label={t("map")}>
          <ActionIcon component={Link} href={`/projects/${project.id}/objects/map`} variant="subtle" color="gray" aria-label={t("map")}>
            <IconMap size={18} />
          </ActionIcon>
        </Tooltip>
      )}
      {may.manage && (
        <Tooltip label={t("correct")}>
          <ActionIcon
            component={Link}
            href={tableHref(project.id, "object", view.filter)}
            variant="subtle"
            color="gray"
            aria-label={t("correct")}
            visibleFrom="sm"
          >
            <IconTable size={17} />
          </ActionIcon>
        </Tooltip>
      )}
      {may.manage && <PredictButton projectId={project.id} filter={view.filter} compact />}
      <span className={classes.space} />
      {conflicts.length > 0 && (
        <Button size="compact-sm" color="red" variant="light" leftSection={<IconAlertTriangle size={15} />} onClick={onConflicts}>
          {t("conflictCount", { count: conflicts.length })}
        </Button>
      )}
      {may.label && (
        <>
          <Tooltip label={`${t("undo")} (Ctrl+Z)`}>
            <ActionIcon variant="subtle" color="gray" onClick={() => commands.step("undo")} aria-label={t("undo")}>
              <IconArrowBackUp size={18} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={`${t("redo")} (Ctrl+⇧+Z)`}>
            <ActionIcon variant="subtle" color="gray" onClick={() => commands.step("redo")} aria-label={t("redo")}>
              <IconArrowForwardUp size={18} />
            </ActionIcon>
          </Tooltip>
        </>
      )}
      {userId !== null && !may.label && (
        <Badge variant="light" color="gray" radius="sm">
          {t("readOnly")}
        </Badge>
      )}
      {may.label && <Saved open={open} />}
      <Tooltip label={`${t("help.title")} (?)`}>
        <ActionIcon variant="subtle" color="gray" onClick={onHelp} aria-label={t("help.title")} visibleFrom="sm">
          <IconKeyboard size={18} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
