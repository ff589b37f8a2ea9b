"use client";
import { ActionIcon, Button, Text } from "@mantine/core";
import { objectId } from "@nauplius/domain";
import { IconX } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { RowActions } from "@/features/correct/actions/row-actions.tsx";
import { DivideButton } from "@/features/divide/divide-button.tsx";
import { PlateButton } from "@/features/plate/plate-button.tsx";
import { useGrid } from "../context.tsx";
import type { Commands } from "../hooks/use-commands.ts";
import { useSelection } from "../hooks/use-store.ts";
import { noSelection, sizeOf, split } from "../model/selection.ts";
import classes from "./bars.module.css";

type Props = { readonly matching: number; readonly commands: Commands; readonly onSearch: () => void };

/** What is chosen, and what can be done with it: the same as the keys do. */
export function SelectionBar({ matching, commands, onSearch }: Props) {
  const t = useTranslations("grid.selection");
  const { session, screen, may, project, view, refresh } = useGrid();
  const selection = useSelection(session);
  const size = sizeOf(selection);
  if (size === 0) return null;
  const { unseen } = split(selection, screen.current?.onScreen() ?? []);
  const isAll = selection.all !== null;
  return (
    <div className={classes.selection} role="status">
      <Text size="sm" fw={600}>
        {isAll ? t("all", { count: size }) : t("chosen", { count: size })}
      </Text>
      {!isAll && unseen > 0 && (
        <Text size="sm" c="dimmed">
          {t("unseen", { count: unseen })}
        </Text>
      )}
      {!isAll && matching > size && (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => session.select({ ids: new Set(), anchor: null, all: { expected: matching } })}
        >
          {t("takeAll", { count: matching })}
        </Button>
      )}
      <span className={classes.actions}>
        {may.label && (
          <>
            <Button size="compact-sm" variant="light" onClick={onSearch}>
              {t("assign")}
            </Button>
            <Button size="compact-sm" color="green" variant="light" onClick={() => commands.validate(isAll || unseen === size)}>
              {t("validate")}
            </Button>
            {!isAll && unseen > 0 && unseen < size && (
              <Button size="compact-sm" color="green" variant="subtle" onClick={() => commands.validate(true)}>
                {t("validateAll", { count: size })}
              </Button>
            )}
            {!isAll && (
              <Button size="compact-sm" color="orange" variant="subtle" onClick={commands.dubious}>
                {t("dubious")}
              </Button>
            )}
          </>
        )}
        {may.decide && !isAll && (
          <DivideButton
            projectId={project.id}
            objects={[...selection.ids]}
            onDone={() => {
              session.select(noSelection);
              refresh();
            }}
          />
        )}
        {may.member && (
          <PlateButton
            projectId={project.id}
            title={project.title}
            count={size}
            view={isAll ? view : { ...view, filter: { objects: [...selection.ids].map((id) => objectId.parse(id)) } }}
          />
        )}
        {may.manage && (
          <RowActions
            projectId={project.id}
            level="object"
            rows={isAll ? { by: "filter", filter: view.filter } : { by: "ids", ids: [...selection.ids] }}
            count={size}
            text={t("manage")}
            size="compact-sm"
            variant="subtle"
            onDone={() => {
              session.select(noSelection);
              refresh();
            }}
          />
        )}
        <ActionIcon variant="subtle" color="gray" size="sm" onClick={() => session.select(noSelection)} aria-label={t("clear")}>
          <IconX size={16} />
        </ActionIcon>
      </span>
    </div>
  );
}
