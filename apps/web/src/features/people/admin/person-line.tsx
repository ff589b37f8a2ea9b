"use client";
import { ActionIcon, Badge, Group, Menu, Modal, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { type SiteRole, siteRoles } from "@nauplius/domain";
import type { PersonSummary } from "@nauplius/services";
import { IconBan, IconCheck, IconDots, IconKey, IconMailCheck } from "@tabler/icons-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import classes from "../people.module.css";
import { SecretShown } from "../secret-shown.tsx";
import { useChange } from "../use-change.ts";

/** One account: who, which rights in the site, when last seen, what an admin can do. */
export function PersonLine({ person, isMe }: { person: PersonSummary; isMe: boolean }) {
  const t = useTranslations("people.admin");
  const roles = useTranslations("people.siteRoles");
  const format = useFormatter();
  const [link, setLink] = useState<string | null>(null);
  const path = `admin/people/${person.id}`;
  const block = useChange(() => api("POST", `${path}/block`, {}), { done: t("blockedDone", { name: person.name }) });
  const unblock = useChange(() => api("POST", `${path}/unblock`, {}));
  const confirmEmail = useChange(() => api("POST", `${path}/confirm-email`, {}));
  const setRole = useChange((r: { role: SiteRole; has: boolean }) => api(r.has ? "DELETE" : "PUT", `${path}/roles/${r.role}`));
  const reset = useChange(() => api<{ url?: string }>("POST", `${path}/reset-link`, {}), {
    after: (answer) =>
      answer.url === undefined
        ? modals.open({ title: person.name, children: <Text size="sm">{t("resetSent")}</Text> })
        : setLink(answer.url),
  });
  const askBlock = () =>
    modals.openConfirmModal({
      title: t("blockTitle", { name: person.name }),
      children: <Text size="sm">{t("blockAbout")}</Text>,
      labels: { confirm: t("block"), cancel: t("cancel") },
      confirmProps: { color: "red" },
      onConfirm: () => block.mutate(undefined),
    });
  return (
    <div className={`${classes.row} ${classes.person}`} data-person={person.email}>
      <div className={person.blocked ? classes.faint : undefined}>
        <Text size="sm" fw={500} className={classes.name}>
          {person.name}
          {isMe && ` (${t("you")})`}
        </Text>
        <Text size="xs" c="dimmed" className={classes.name}>
          {person.email}
          {person.organisation === "" ? "" : ` · ${person.organisation}`}
        </Text>
      </div>
      <Group gap={4}>
        {person.blocked && (
          <Badge size="sm" color="red" variant="light">
            {t("blocked")}
          </Badge>
        )}
        {!person.emailVerified && (
          <Badge size="sm" color="orange" variant="light">
            {t("unverified")}
          </Badge>
        )}
        {person.siteRoles.map((role) => (
          <Badge key={role} size="sm" variant="light">
            {roles(role)}
          </Badge>
        ))}
      </Group>
      <Text size="xs" c="dimmed">
        {t("projects", { count: person.projects })}
      </Text>
      <Text size="xs" c="dimmed">
        {person.lastSeenAt === null ? t("notSignedIn") : t("seen", { date: format.dateTime(person.lastSeenAt, { dateStyle: "medium" }) })}
      </Text>
      <div className={classes.tail}>
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={t("actions", { name: person.name })}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{t("rights")}</Menu.Label>
            {siteRoles.map((role) => {
              const has = person.siteRoles.includes(role);
              return (
                <Menu.Item
                  key={role}
                  rightSection={has ? <IconCheck size={14} /> : undefined}
                  onClick={() => setRole.mutate({ role, has })}
                >
                  {roles(role)}
                </Menu.Item>
              );
            })}
            <Menu.Divider />
            <Menu.Item leftSection={<IconKey size={14} />} onClick={() => reset.mutate(undefined)}>
              {t("reset")}
            </Menu.Item>
            {!person.emailVerified && (
              <Menu.Item leftSection={<IconMailCheck size={14} />} onClick={() => confirmEmail.mutate(undefined)}>
                {t("confirmEmail")}
              </Menu.Item>
            )}
            {person.blocked ? (
              <Menu.Item onClick={() => unblock.mutate(undefined)}>{t("unblock")}</Menu.Item>
            ) : (
              <Menu.Item color="red" leftSection={<IconBan size={14} />} disabled={isMe} onClick={askBlock}>
                {t("block")}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </div>
      <Modal opened={link !== null} onClose={() => setLink(null)} title={person.name}>
        {link !== null && <SecretShown secret={link} about={t("resetPass", { name: person.name })} />}
      </Modal>
    </div>
  );
}
