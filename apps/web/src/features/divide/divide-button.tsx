"use client";
import { Alert, Anchor, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueries } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import classes from "./divide.module.css";
import { useDividing } from "./use-dividing.ts";

type Props = { readonly projectId: number; readonly objects: readonly number[]; readonly onDone: () => void };

/** As many parts as one animal may have come in. */
const most = 20;

/** For one chosen object the way to separate it; of several, parts of a broken animal, it makes one: one sees which before anything is changed. */
export function DivideButton({ projectId, objects, onDone }: Props) {
  const t = useTranslations("divide");
  const [isOpen, setOpen] = useState(false);
  const dividing = useDividing((children) => {
    setOpen(false);
    onDone();
    const [child] = children;
    if (child === undefined) return;
    notifications.show({
      message: (
        <Text size="sm">
          {t("joined")}{" "}
          <Anchor component={Link} href={`/objects/${child.id}`} inherit>
            {child.name}
          </Anchor>
        </Text>
      ),
    });
  });
  if (objects.length === 1)
    return (
      <Button component={Link} href={`/objects/${objects[0]}/separate`} size="compact-sm" variant="subtle">
        {t("open")}
      </Button>
    );
  if (objects.length < 2 || objects.length > most) return null;
  return (
    <>
      <Button size="compact-sm" variant="subtle" onClick={() => setOpen(true)}>
        {t("join.open")}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t("join.title", { count: objects.length })}>
        <Stack gap="md">
          <Text size="sm">{t("join.about")}</Text>
          <Chosen objects={objects} />
          {dividing.failure !== null && <Alert color="red">{dividing.failure}</Alert>}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => setOpen(false)}>
              {t("cancel")}
            </Button>
            <Button loading={dividing.isBusy} onClick={() => dividing.ask({ do: "join", project: projectId, objects })}>
              {t("join.do")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

type Part = {
  readonly originalId: string;
  readonly vignettes: readonly { readonly id: number; readonly background: string }[];
};

/** The parts that are to become one, as they look. */
function Chosen({ objects }: { readonly objects: readonly number[] }) {
  const parts = useQueries({
    queries: objects.map((id) => ({ queryKey: ["object", id], queryFn: () => api<Part>("GET", `objects/${id}`) })),
  });
  return (
    <Group gap="xs">
      {parts.flatMap(({ data }) => {
        const [vignette] = data?.vignettes ?? [];
        if (data === undefined || vignette === undefined) return [];
        return [
          <figure key={vignette.id} className={classes.chosen}>
            <img src={`/api/vignettes/${vignette.id}`} alt="" className={classes.thumb} data-background={vignette.background} />
            <figcaption>{data.originalId}</figcaption>
          </figure>,
        ];
      })}
    </Group>
  );
}
