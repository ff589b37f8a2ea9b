"use client";
import { ActionIcon, Button, Checkbox, Group, Menu, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { SavedView } from "@nauplius/services";
import { IconBookmark, IconDownload, IconTrash, IconUserPlus, IconUsers } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { useGrid } from "../context.tsx";
import { hrefOf, pairsOf } from "../model/view-address.ts";

/** Views under a name: mine, and those that others share. */
export function ViewsMenu() {
  const t = useTranslations("grid.views");
  const { project, view, display, may } = useGrid();
  const client = useQueryClient();
  const path = usePathname();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const key = ["views", project.id];
  const views = useQuery({ queryKey: key, queryFn: () => api<SavedView[]>("GET", `projects/${project.id}/views`), enabled: opened });
  const done = {
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
    onError: (e: Error) => notifications.show({ color: "red", message: e.message }),
  };
  const save = useMutation({
    mutationFn: () => {
      const { tile, fitted, umPerPx, shown } = display;
      const query = new URLSearchParams(pairsOf(view, { tile, fitted, umPerPx, shown })).toString();
      return api("POST", `projects/${project.id}/views`, { name, query, shared });
    },
    ...done,
  });
  const remove = useMutation({ mutationFn: (id: number) => api("DELETE", `views/${id}`, {}), ...done });

  const go = (saved: SavedView) => {
    history.pushState(null, "", `${path}${saved.query.length > 4000 ? "#" : "?"}${saved.query}`);
    dispatchEvent(new Event("hashchange"));
    setOpened(false);
  };
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-start" width={300} closeOnItemClick={false}>
      <Menu.Target>
        <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconBookmark size={16} />}>
          {t("title")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {views.data?.length === 0 && (
          <Text size="sm" c="dimmed" px="sm" py={6}>
            {t("none")}
          </Text>
        )}
        {views.data?.map((saved) => (
          <Group key={saved.id} wrap="nowrap" gap={0}>
            <Menu.Item onClick={() => go(saved)} rightSection={saved.shared ? <IconUsers size={14} aria-label={t("shared")} /> : null}>
              {saved.name}
              {!saved.mine && (
                <Text span size="xs" c="dimmed">
                  {" "}
                  {saved.owner}
                </Text>
              )}
            </Menu.Item>
            {saved.mine && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                onClick={() => remove.mutate(saved.id)}
                aria-label={t("remove", { name: saved.name })}
              >
                <IconTrash size={14} />
              </ActionIcon>
            )}
          </Group>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} href={`/projects/${project.id}/export${hrefOf(view, {})}`} leftSection={<IconDownload size={14} />}>
          {t("export")}
        </Menu.Item>
        {may.manage && (
          <Menu.Item component={Link} href={`/projects/${project.id}/work${hrefOf(view, {})}`} leftSection={<IconUserPlus size={14} />}>
            {t("assign")}
          </Menu.Item>
        )}
        <Menu.Divider />
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== "") save.mutate(undefined, { onSuccess: () => setName("") });
          }}
        >
          <Group gap={6} px="sm" py={6} wrap="nowrap" align="flex-end">
            <TextInput
              size="xs"
              label={t("save")}
              placeholder={t("name")}
              value={name}
              onChange={(e) => setName(e.currentTarget.value)}
              maxLength={100}
              style={{ flex: 1 }}
            />
            <Button size="xs" type="submit" disabled={name.trim() === ""} loading={save.isPending}>
              {t("keep")}
            </Button>
          </Group>
          <Checkbox size="xs" px="sm" pb="xs" label={t("share")} checked={shared} onChange={(e) => setShared(e.currentTarget.checked)} />
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}
