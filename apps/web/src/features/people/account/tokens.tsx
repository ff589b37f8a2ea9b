"use client";
import { Badge, Button, Group, Modal, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { modals } from "@mantine/modals";
import type { Scope } from "@nauplius/domain";
import type { TokenRow } from "@nauplius/services";
import { IconPlus } from "@tabler/icons-react";
import { useFormatter, useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import classes from "../people.module.css";
import { Section } from "../section.tsx";
import { useChange } from "../use-change.ts";
import type { OwnProject } from "./account-page.tsx";
import { NewToken } from "./new-token.tsx";

type Props = { tokens: readonly TokenRow[]; projects: readonly OwnProject[]; scopes: readonly Scope[] };

/** Keys for scripts. */
export function Tokens({ tokens, projects, scopes }: Props) {
  const t = useTranslations("people.tokens");
  const names = useTranslations("people.scopes");
  const format = useFormatter();
  const [isOpen, { open, close }] = useDisclosure(false);
  const revoke = useChange((id: number) => api("DELETE", `account/tokens/${id}`), { done: t("revoked") });
  const ask = (token: TokenRow) =>
    modals.openConfirmModal({
      title: t("revokeTitle", { name: token.name }),
      children: <Text size="sm">{t("revokeAbout")}</Text>,
      labels: { confirm: t("revoke"), cancel: t("cancel") },
      confirmProps: { color: "red" },
      onConfirm: () => revoke.mutate(token.id),
    });
  const when = (date: Date) => format.dateTime(date, { dateStyle: "medium" });
  return (
    <Section
      title={t("title")}
      about={t("about")}
      action={
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={open}>
          {t("new")}
        </Button>
      }
    >
      {tokens.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("empty")}
        </Text>
      )}
      <div>
        {tokens.map((token) => (
          <div key={token.id} className={`${classes.row} ${classes.session}`}>
            <div>
              <Group gap={6}>
                <Text size="sm" fw={500}>
                  {token.name}
                </Text>
                {token.scopes.map((scope) => (
                  <Badge key={scope} size="xs" variant="light" color="gray">
                    {names(`${scope}.name`)}
                  </Badge>
                ))}
              </Group>
              <Text size="xs" c="dimmed">
                {token.prefix}… · {t("until", { date: when(token.expiresAt) })} ·{" "}
                {token.lastUsedAt === null ? t("unused") : t("used", { date: when(token.lastUsedAt) })}
                {token.projectIds !== null && ` · ${t("inProjects", { count: token.projectIds.length })}`}
              </Text>
            </div>
            <Button size="compact-xs" variant="subtle" color="red" onClick={() => ask(token)}>
              {t("revoke")}
            </Button>
          </div>
        ))}
      </div>
      <Modal opened={isOpen} onClose={close} title={t("newTitle")} size="lg">
        {isOpen && <NewToken projects={projects} scopes={scopes} close={close} />}
      </Modal>
    </Section>
  );
}
