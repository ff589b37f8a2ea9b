"use client";
import { Button, Menu } from "@mantine/core";
import { IconListCheck } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useGrid } from "../context.tsx";
import { useFocus, useSelection } from "../hooks/use-store.ts";
import { queues, viewOfQueue } from "../model/queues.ts";

/** Named orders in which a project is gone through. */
export function QueueMenu() {
  const t = useTranslations("grid.queues");
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconListCheck size={16} />}>
          {t("title")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Queues />
      </Menu.Dropdown>
    </Menu>
  );
}

/** Some begin at what is chosen or under the cursor: looked at while the menu is open. */
function Queues() {
  const t = useTranslations("grid.queues");
  const { view, setView, session } = useGrid();
  const selection = useSelection(session);
  const focus = useFocus(session);
  const chosen = selection.ids.size > 0 ? [...selection.ids] : focus === null ? [] : [focus];
  return queues.map((queue) => {
    const next = viewOfQueue(queue, view, chosen);
    return (
      <Menu.Item key={queue.id} disabled={next === null} onClick={() => next !== null && setView(next)}>
        {t(queue.id)}
      </Menu.Item>
    );
  });
}
