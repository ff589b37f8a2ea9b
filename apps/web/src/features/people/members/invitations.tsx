"use client";
import { Button, Text } from "@mantine/core";
import type { OpenInvitation } from "@nauplius/services";
import { useFormatter, useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import classes from "../people.module.css";
import { Section } from "../section.tsx";
import { useChange } from "../use-change.ts";

/** Invitations that wait to be accepted. */
export function Invitations({ invitations }: { invitations: readonly OpenInvitation[] }) {
  const t = useTranslations("people.invitations");
  const roles = useTranslations("people.roles");
  const format = useFormatter();
  const revoke = useChange((id: number) => api("DELETE", `invitations/${id}`), { done: t("withdrawn") });
  return (
    <Section title={t("title")} about={t("about")}>
      <div>
        {invitations.map((invitation) => (
          <div key={invitation.id} className={`${classes.row} ${classes.session}`}>
            <div>
              <Text size="sm">{invitation.email}</Text>
              <Text size="xs" c="dimmed">
                {invitation.role === null ? "" : `${roles(invitation.role)} · `}
                {invitation.invitedBy === null ? "" : `${t("by", { name: invitation.invitedBy })} · `}
                {t("until", { date: format.dateTime(invitation.expiresAt, { dateStyle: "medium" }) })}
              </Text>
            </div>
            <Button size="compact-xs" variant="subtle" color="red" onClick={() => revoke.mutate(invitation.id)}>
              {t("withdraw")}
            </Button>
          </div>
        ))}
      </div>
    </Section>
  );
}
