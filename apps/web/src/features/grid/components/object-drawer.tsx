"use client";
import { ActionIcon, Anchor, Drawer, Group, Skeleton, Text } from "@mantine/core";
import { shortcutFor } from "@nauplius/domain";
import { IconChevronLeft, IconChevronRight, IconExternalLink } from "@tabler/icons-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ObjectView } from "@/features/object/object-view.tsx";
import { useObject } from "@/features/object/use-object.ts";
import { useGrid } from "../context.tsx";
import { hrefOf } from "../model/view-address.ts";

/** An object beside the grid, leafing through the view as it stands. */
export function ObjectDrawer({ id, onId }: { readonly id: number | null; readonly onId: (id: number | null) => void }) {
  const t = useTranslations("object");
  const { session, view, screen } = useGrid();
  const object = useObject(id);
  const { ids } = session.order.state();
  const at = id === null ? -1 : ids.indexOf(id);
  const go = (step: 1 | -1) => {
    const next = ids[at + step];
    if (at < 0 || next === undefined) return;
    onId(next);
    session.setFocus(next);
    screen.current?.scrollTo(at + step);
  };
  return (
    <Drawer
      opened={id !== null}
      onClose={() => onId(null)}
      position="right"
      size="min(100vw, 34rem)"
      onKeyDown={(event) => {
        if (event.target instanceof HTMLInputElement) return;
        const key = shortcutFor(event, "object");
        if (key === "nextObject" || key === "previousObject") {
          event.preventDefault();
          go(key === "nextObject" ? 1 : -1);
        }
      }}
      title={
        <Group gap={6} wrap="nowrap">
          <ActionIcon variant="subtle" color="gray" onClick={() => go(-1)} disabled={at <= 0} aria-label={t("previous")}>
            <IconChevronLeft size={18} />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" onClick={() => go(1)} disabled={at < 0 || at + 1 >= ids.length} aria-label={t("next")}>
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
      {object.isPending && id !== null && <Skeleton height={380} />}
      {object.isError && (
        <Text c="red" role="alert">
          {object.error.message}
        </Text>
      )}
      {object.data !== undefined && <ObjectView object={object.data} compact />}
    </Drawer>
  );
}
