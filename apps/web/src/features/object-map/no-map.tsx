"use client";
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconMapOff } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/link-button.tsx";
import classes from "./object-map.module.css";

/** Why there is no map to be seen: nobody keeps it any more, it did not come, or this browser cannot draw it. */
export type Why = "removed" | "unreached" | "undrawn";

type Props = {
  readonly projectId: number;
  readonly why: Why;
  /** What the server or the browser says. */
  readonly detail: string;
  /** What may help: another try, or the map that stands now. */
  readonly onAgain: () => void;
};

/** In the map's place: what is wrong, what may help, and the objects all the same: in the grid alike ones lie beside each other too. */
export function NoMap({ projectId, why, detail, onAgain }: Props) {
  const t = useTranslations("objectMap.missing");
  return (
    <Stack className={classes.missing} role="alert" align="center" justify="center" gap="sm">
      <IconMapOff size={40} stroke={1.4} aria-hidden />
      <Title order={2} size="h4" ta="center">
        {t(`${why}.title`)}
      </Title>
      <Text c="dimmed" ta="center" maw="34rem">
        {t(`${why}.text`)}
      </Text>
      <Group gap="sm" justify="center">
        <Button variant="default" onClick={onAgain}>
          {t(`${why}.again`)}
        </Button>
        <LinkButton href={`/projects/${projectId}/objects?sort=cluster`}>{t("grid")}</LinkButton>
      </Group>
      {detail !== "" && (
        <Text size="xs" c="dimmed" ta="center" maw="34rem">
          {detail}
        </Text>
      )}
    </Stack>
  );
}
