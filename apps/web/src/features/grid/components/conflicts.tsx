"use client";
import { Button, Drawer, Group, Stack, Text } from "@mantine/core";
import { taxonId } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { useCallback, useSyncExternalStore } from "react";
import { StateMark } from "@/components/state/mark.tsx";
import { useGrid } from "../context.tsx";
import type { Commands } from "../hooks/use-commands.ts";
import type { Session } from "../model/session.ts";
import type { Conflict } from "../model/tiles.ts";

export const useConflicts = (session: Session): readonly Conflict[] =>
  useSyncExternalStore(
    useCallback((l: () => void) => session.tiles.subscribe("conflicts", l), [session]),
    session.tiles.conflicts,
    session.tiles.conflicts,
  );

type Props = { readonly opened: boolean; readonly onClose: () => void; readonly commands: Commands };

/** Labels that met somebody else's: theirs stands until one of the two is chosen here. */
export function Conflicts({ opened, onClose, commands }: Props) {
  const t = useTranslations("grid.conflicts");
  const { session, names } = useGrid();
  const conflicts = useConflicts(session);
  const name = (id: number | null) => names.of(id) ?? (id === null ? t("none") : `#${id}`);

  const takeMine = ({ id, mine }: Conflict) => {
    if (mine === null) return;
    session.tiles.resolve([id]);
    const change = { taxonId: mine.taxonId === null ? ("keep" as const) : taxonId.parse(mine.taxonId), state: mine.state };
    commands.label(change, { kind: "ids", ids: [id], left: 0 });
  };
  return (
    <Drawer opened={opened} onClose={onClose} position="right" title={t("title")}>
      {conflicts.length === 0 && <Text c="dimmed">{t("empty")}</Text>}
      <Stack gap="sm">
        {conflicts.map((conflict) => {
          const { id, mine, theirs, message } = conflict;
          const tile = session.tiles.get(id);
          const url = session.vignettes.get(id).url;
          return (
            <Group key={id} wrap="nowrap" align="flex-start">
              {url !== null && <img src={url} alt="" style={{ maxWidth: 72, maxHeight: 72 }} />}
              <Stack gap={4} style={{ flex: 1, minWidth: 0 }}>
                <Text size="xs" c="dimmed" truncate>
                  {tile?.row.originalId ?? `#${id}`}: {message}
                </Text>
                <Group gap={6} wrap="nowrap">
                  <StateMark {...theirs} />
                  <Text size="sm" truncate>
                    {t("theirs", { taxon: name(theirs.taxonId) })}
                  </Text>
                </Group>
                {mine !== null && (
                  <Group gap={6} wrap="nowrap">
                    <StateMark state={mine.state} />
                    <Text size="sm" truncate>
                      {t("mine", { taxon: name(mine.taxonId) })}
                    </Text>
                  </Group>
                )}
                <Group gap={6}>
                  <Button size="compact-xs" variant="light" onClick={() => session.tiles.resolve([id])}>
                    {t("keep")}
                  </Button>
                  {mine !== null && tile !== undefined && (
                    <Button size="compact-xs" variant="subtle" onClick={() => takeMine(conflict)}>
                      {t("take")}
                    </Button>
                  )}
                </Group>
              </Stack>
            </Group>
          );
        })}
      </Stack>
      {conflicts.length > 1 && (
        <Button mt="md" size="xs" variant="default" onClick={() => session.tiles.resolve(conflicts.map((c) => c.id))}>
          {t("keepAll")}
        </Button>
      )}
    </Drawer>
  );
}
