"use client";
import { Badge, Button, Group, Text } from "@mantine/core";
import type { SessionRow } from "@nauplius/services";
import { useFormatter, useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import classes from "../people.module.css";
import { Section } from "../section.tsx";
import { useChange } from "../use-change.ts";
import { deviceName } from "./device.ts";

/** Where the person is signed in. */
export function Sessions({ sessions }: { sessions: readonly (SessionRow & { isHere: boolean })[] }) {
  const t = useTranslations("people.sessions");
  const format = useFormatter();
  const end = useChange((id: string) => api("DELETE", `account/sessions/${encodeURIComponent(id)}`));
  const endOthers = useChange(() => api("DELETE", "account/sessions"), { done: t("ended") });
  return (
    <Section
      title={t("title")}
      about={t("about")}
      action={
        sessions.length > 1 && (
          <Button size="xs" variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate(undefined)}>
            {t("endOthers")}
          </Button>
        )
      }
    >
      <div>
        {sessions.map((session) => (
          <div key={session.id} className={`${classes.row} ${classes.session}`}>
            <div>
              <Group gap="xs">
                <Text size="sm">{deviceName(session.userAgent) ?? t("unknown")}</Text>
                {session.isHere && (
                  <Badge size="xs" variant="light">
                    {t("here")}
                  </Badge>
                )}
              </Group>
              <Text size="xs" c="dimmed">
                {t("since", { date: format.dateTime(session.createdAt, { dateStyle: "medium", timeStyle: "short" }) })}
                {session.ipAddress ? ` · ${session.ipAddress}` : ""}
              </Text>
            </div>
            {!session.isHere && (
              <Button size="compact-xs" variant="subtle" color="gray" onClick={() => end.mutate(session.id)}>
                {t("end")}
              </Button>
            )}
          </div>
        ))}
      </div>
    </Section>
  );
}
