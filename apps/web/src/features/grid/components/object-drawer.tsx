"use client";
import { ActionIcon, Anchor, Drawer, Group, Skeleton, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconExternalLink } from "@tabler/icons-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useRef } from "react";
import type { Deciding } from "@/features/object/label-bar.tsx";
import { ObjectView } from "@/features/object/object-view.tsx";
import { useAnswers } from "@/features/object/use-answers.ts";
import { useObject } from "@/features/object/use-object.ts";
import { useGrid } from "../context.tsx";
import type { Commands } from "../hooks/use-commands.ts";
import { useKeys } from "../hooks/use-keys.ts";
import { useTile } from "../hooks/use-store.ts";
import type { Target } from "../model/targets.ts";
import { hrefOf } from "../model/view-address.ts";

type Props = { readonly id: number | null; readonly onId: (id: number | null) => void; readonly commands: Commands };

/** An object beside the grid, leafing through the view as it stands. */
export function ObjectDrawer({ id, onId, commands }: Props) {
  const t = useTranslations("object");
  const { session, view, screen, may, project, names, open } = useGrid();
  const object = useObject(id);
  const { tile } = useTile(session, id ?? 0);
  const box = useRef<HTMLDivElement>(null);
  useAnswers(open, project.id);
  const at = id === null ? -1 : session.order.indexOf(id);
  const go = (step: 1 | -1) => {
    const next = session.order.at(at + step);
    if (at < 0 || next === undefined) return;
    onId(next);
    session.setFocus(next);
    screen.current?.scrollTo(at + step);
  };
  useKeys("object", id === null ? {} : { nextObject: () => go(1), previousObject: () => go(-1) });

  // An undo shows the object that it gave back.
  const onReveal = useEffectEvent(() => {
    const shown = session.revealed();
    if (id !== null && shown !== null) onId(shown);
  });
  useEffect(() => session.subscribe("reveal", () => onReveal()), [session]);

  const decide = (act: (to: Target) => void) => {
    if (id === null) return;
    act({ kind: "ids", ids: [id], left: 0 });
    go(1);
  };
  const deciding: Deciding | null = !may.label
    ? null
    : {
        projectId: project.id,
        label: tile?.label ?? null,
        nameOf: names.of,
        assign: (taxon) => decide((to) => commands.assign(taxon, to)),
        mark: (state) => decide((to) => commands.label({ taxonId: "keep", state }, to)),
        step: commands.step,
      };
  return (
    <Drawer
      opened={id !== null}
      onClose={() => onId(null)}
      position="right"
      size="min(100vw, 34rem)"
      title={
        <Group gap={6} wrap="nowrap">
          <ActionIcon variant="subtle" color="gray" onClick={() => go(-1)} disabled={at <= 0} aria-label={t("previous")}>
            <IconChevronLeft size={18} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={() => go(1)}
            disabled={at < 0 || at + 1 >= session.order.size()}
            aria-label={t("next")}
          >
            <IconChevronRight size={18} />
          </ActionIcon>
          <Text fw={600} size="sm" truncate maw="16rem">
            {object.data?.originalId ?? ""}
          </Text>
          {id !== null && (
            <Anchor component={Link} href={`/objects/${id}${hrefOf(view, {})}`} aria-label={t("page")} title={t("page")} lh={0}>
              <IconExternalLink size={16} />
            </Anchor>
          )}
        </Group>
      }
    >
      {/* The keys are for the object, not for the button that a dialog would give them to. */}
      {/** biome-ignore lint/a11y/noStaticElementInteractions: listens to what its buttons do, is none itself */}
      {/** biome-ignore lint/a11y/useKeyWithClickEvents: concerns the mouse alone */}
      <div
        ref={box}
        tabIndex={-1}
        data-autofocus
        style={{ outline: "none" }}
        onClick={(event) => {
          if (event.detail > 0 && event.target instanceof Element && event.target.closest("button") !== null) box.current?.focus();
        }}
      >
        {object.isPending && id !== null && <Skeleton height={380} />}
        {object.isError && (
          <Text c="red" role="alert">
            {object.error.message}
          </Text>
        )}
        {object.data !== undefined && <ObjectView object={object.data} compact deciding={deciding} />}
      </div>
    </Drawer>
  );
}
