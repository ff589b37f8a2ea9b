"use client";
import { Button, Drawer, Group, Stack, Text } from "@mantine/core";
import { type Change, taxonId } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { StateMark } from "@/components/state/mark.tsx";
import { useGrid } from "../context.tsx";
import type { Commands } from "../hooks/use-commands.ts";
import { useTile } from "../hooks/use-store.ts";
import type { Session } from "../model/session.ts";
import type { Conflict } from "../model/tiles.ts";
import classes from "./conflicts.module.css";

export const useConflicts = (session: Session): readonly Conflict[] =>
  useSyncExternalStore(
    useCallback((l: () => void) => session.tiles.subscribe("conflicts", l), [session]),
    session.tiles.conflicts,
    session.tiles.conflicts,
  );

/** So many are drawn at once: a batch that was refused as a whole may have thousands. */
const listed = 50;
const changeOf = ({ taxonId: of, state }: NonNullable<Conflict["mine"]>): Change => ({
  taxonId: of === null || of === "keep" ? "keep" : taxonId.parse(of),
  state,
});

/** Reads the objects of conflicts that are not on the page: they are decided upon by their pictures and both labels. Answers whether it failed. */
function useShown(session: Session, ids: readonly number[]): boolean {
  const [failed, setFailed] = useState(false);
  const key = ids.join();
  useEffect(() => {
    const wanted = key.split(",").map(Number);
    const unread = key === "" ? [] : wanted.filter((id) => session.tiles.get(id) === undefined);
    if (unread.length === 0) return;
    session.readBeside(unread).then(
      () => setFailed(false),
      () => setFailed(true),
    );
  }, [session, key]);
  return failed;
}

type Props = { readonly opened: boolean; readonly onClose: () => void; readonly commands: Commands };

/** Labels that met somebody else's, or were refused, wherever their objects are: what stands stays until one of the two is chosen here. */
export function Conflicts({ opened, onClose, commands }: Props) {
  const t = useTranslations("grid.conflicts");
  const { session } = useGrid();
  const conflicts = useConflicts(session);
  const shown = conflicts.slice(0, listed);
  const failed = useShown(session, opened ? shown.map(({ id }) => id) : []);

  const take = (all: readonly Conflict[]) => {
    const wanted = all.flatMap(({ id, mine }) => (mine === null || session.tiles.get(id) === undefined ? [] : [{ id, mine }]));
    session.tiles.resolve(wanted.map(({ id }) => id));
    const alike = new Map<string, { readonly change: Change; readonly ids: number[] }>();
    for (const { id, mine } of wanted) {
      const change = changeOf(mine);
      const group = alike.get(JSON.stringify(change)) ?? { change, ids: [] };
      group.ids.push(id);
      alike.set(JSON.stringify(change), group);
    }
    for (const { change, ids } of alike.values()) commands.label(change, { kind: "ids", ids, left: 0 });
  };
  const keep = (all: readonly Conflict[]) => session.tiles.resolve(all.map(({ id }) => id));
  return (
    <Drawer opened={opened} onClose={onClose} position="right" title={t("title")}>
      {conflicts.length === 0 && <Text c="dimmed">{t("empty")}</Text>}
      {conflicts.length > 1 && (
        <Group mb="md" gap={6}>
          <Button size="xs" variant="default" onClick={() => keep(conflicts)}>
            {t("keepAll")}
          </Button>
          <Button size="xs" variant="default" onClick={() => take(shown)}>
            {t("takeListed", { count: shown.length })}
          </Button>
        </Group>
      )}
      {failed && (
        <Text size="sm" c="red" role="alert">
          {t("unread")}
        </Text>
      )}
      <Stack gap="sm">
        {shown.map((conflict) => (
          <OneConflict key={conflict.id} conflict={conflict} onKeep={() => keep([conflict])} onTake={() => take([conflict])} />
        ))}
      </Stack>
      {conflicts.length > shown.length && (
        <Text size="sm" c="dimmed" mt="sm">
          {t("more", { count: conflicts.length - shown.length })}
        </Text>
      )}
    </Drawer>
  );
}

type OneProps = { readonly conflict: Conflict; readonly onKeep: () => void; readonly onTake: () => void };

function OneConflict({ conflict: { id, mine, theirs, message }, onKeep, onTake }: OneProps) {
  const t = useTranslations("grid.conflicts");
  const { session, names } = useGrid();
  const { tile, vignette } = useTile(session, id);
  useSyncExternalStore(names.subscribe, names.version, names.version);
  const stands = theirs ?? tile?.label ?? null;
  const name = (taxon: number | null | "keep") => (taxon === null || taxon === "keep" ? t("none") : (names.of(taxon) ?? `#${taxon}`));
  return (
    <Group wrap="nowrap" align="flex-start" role="group" aria-label={tile?.row.originalId ?? `#${id}`}>
      <div className={classes.picture} data-background={tile?.row.background ?? "light"}>
        {vignette.url !== null && <img src={vignette.url} alt="" />}
      </div>
      <Stack gap={4} style={{ flex: 1, minWidth: 0 }}>
        <Text size="xs" c="dimmed" lineClamp={2}>
          {tile?.row.originalId ?? `#${id}`}: {message}
        </Text>
        {stands !== null && (
          <Group gap={6} wrap="nowrap">
            <StateMark {...stands} />
            <Text size="sm" truncate>
              {t("theirs", { taxon: name(stands.taxonId) })}
            </Text>
          </Group>
        )}
        {mine !== null && (
          <Group gap={6} wrap="nowrap">
            <StateMark state={mine.state} />
            <Text size="sm" truncate>
              {t("mine", { taxon: name(mine.taxonId) })}
            </Text>
          </Group>
        )}
        <Group gap={6}>
          <Button size="compact-xs" variant="light" onClick={onKeep}>
            {t("keep")}
          </Button>
          {mine !== null && tile !== undefined && (
            <Button size="compact-xs" variant="subtle" onClick={onTake}>
              {t("take")}
            </Button>
          )}
        </Group>
      </Stack>
    </Group>
  );
}
