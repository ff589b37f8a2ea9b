"use client";
import { ActionIcon, Alert, Code, CopyButton, Group, Text, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import classes from "./people.module.css";

/** A secret that is shown once: copy it now. */
export function SecretShown({ secret, about }: { secret: string; about: string }) {
  const t = useTranslations("people.secret");
  return (
    <Alert variant="light" p="sm" role="status">
      <Text size="sm" mb={6}>
        {about}
      </Text>
      <Group gap="xs" wrap="nowrap">
        <Code className={classes.secret}>{secret}</Code>
        <CopyButton value={secret} timeout={2000}>
          {({ copied, copy }) => (
            <Tooltip label={t(copied ? "copied" : "copy")}>
              <ActionIcon variant="subtle" color={copied ? "green" : undefined} onClick={copy} aria-label={t("copy")}>
                {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </Group>
    </Alert>
  );
}
