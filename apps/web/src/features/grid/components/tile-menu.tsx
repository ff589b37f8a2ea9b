"use client";
import { Menu } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useGrid } from "../context.tsx";
import type { Commands } from "../hooks/use-commands.ts";
import { queues, viewOfQueue } from "../model/queues.ts";

export type MenuAt = { readonly x: number; readonly y: number; readonly id: number };
type Props = {
  readonly at: MenuAt | null;
  readonly onClose: () => void;
  readonly onOpen: (id: number) => void;
  readonly onSearch: () => void;
  readonly commands: Commands;
};

/** What the right mouse button offers on a tile: the same as the keys do, for the selection or for the tile alone. */
export function TileMenu({ at, onClose, onOpen, onSearch, commands }: Props) {
  const t = useTranslations("grid.menu");
  const { session, may, view, setView, names } = useGrid();
  const similar = queues.find((q) => q.id === "similar");
  const guesses = at === null ? [] : (session.tiles.get(at.id)?.row.guesses ?? []);
  return (
    <Menu
      opened={at !== null}
      onChange={(opened) => !opened && onClose()}
      width={240}
      position="bottom-start"
      shadow="md"
      trapFocus
      returnFocus
    >
      <Menu.Target>
        <span style={{ position: "fixed", left: at?.x ?? 0, top: at?.y ?? 0 }} aria-hidden />
      </Menu.Target>
      <Menu.Dropdown>
        {may.label && (
          <>
            <Menu.Item onClick={() => commands.validate(false)} rightSection="Enter">
              {t("validate")}
            </Menu.Item>
            {guesses.slice(1, 3).map(({ taxonId }, i) => (
              <Menu.Item key={taxonId} onClick={() => commands.guess(i + 2)} rightSection={i + 2}>
                {names.of(taxonId)}
              </Menu.Item>
            ))}
            <Menu.Item onClick={onSearch} rightSection="a–z">
              {t("assign")}
            </Menu.Item>
            <Menu.Item onClick={commands.dubious} rightSection="0">
              {t("dubious")}
            </Menu.Item>
            <Menu.Divider />
          </>
        )}
        <Menu.Item onClick={() => at !== null && onOpen(at.id)} rightSection="F2">
          {t("open")}
        </Menu.Item>
        <Menu.Item
          onClick={() => {
            const next = at === null || similar === undefined ? null : viewOfQueue(similar, view, [at.id]);
            if (next !== null) setView(next);
          }}
        >
          {t("similar")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
