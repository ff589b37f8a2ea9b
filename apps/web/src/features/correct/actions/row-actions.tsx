"use client";
import { Button, type ButtonProps, Menu } from "@mantine/core";
import { IconArrowsMove, IconChevronDown, IconTrash } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { type DialogProps, goals, MoveDialog, TrashDialog } from "./dialogs.tsx";

type Props = Omit<DialogProps, "opened" | "onClose"> & {
  readonly text: string;
  readonly size?: ButtonProps["size"];
  readonly variant?: ButtonProps["variant"];
  /** What leads elsewhere, above what is done here. */
  readonly links?: ReactNode;
  readonly onDeleted?: () => void;
};

/** What a manager does with rows wherever they are chosen: in the table, in the grid, on the page of one. */
export function RowActions({ text, size = "xs", variant = "default", links, onDeleted, ...of }: Props) {
  const t = useTranslations("correct.actions");
  const [open, setOpen] = useState<"move" | "trash" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            size={size}
            variant={variant}
            rightSection={<IconChevronDown size={14} />}
            disabled={of.count === 0 && links === undefined}
          >
            {text}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {links}
          {links !== undefined && <Menu.Divider />}
          <Menu.Item leftSection={<IconArrowsMove size={15} />} onClick={() => setOpen("move")}>
            {t(`move.${goals[of.level]}`)}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={15} />} color="red" onClick={() => setOpen("trash")}>
            {t("trash")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <MoveDialog {...of} opened={open === "move"} onClose={close} />
      <TrashDialog {...of} opened={open === "trash"} onClose={close} onDone={onDeleted ?? of.onDone} />
    </>
  );
}
