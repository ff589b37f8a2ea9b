"use client";
import { ActionIcon, Button, Container, Group, Title } from "@mantine/core";
import { shortcutFor } from "@nauplius/domain";
import { IconChevronLeft, IconChevronRight, IconLayoutGrid } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { api } from "@/components/api.ts";
import { Crumbs } from "@/components/crumbs.tsx";
import { addressFrom, hrefOf } from "@/features/grid/model/view-address.ts";
import classes from "./object.module.css";
import { ObjectView } from "./object-view.tsx";
import { type ObjectPage as Data, useObject } from "./use-object.ts";

const subscribe = (listener: () => void) => {
  addEventListener("hashchange", listener);
  return () => removeEventListener("hashchange", listener);
};

/** An object at its permanent address; with a view in the address one leafs through that view. */
export function ObjectPage({ object: initial }: { readonly object: Data }) {
  const t = useTranslations("object");
  const router = useRouter();
  const search = useSearchParams().toString();
  const hash = useSyncExternalStore(
    subscribe,
    () => location.hash,
    () => "",
  );
  const object = useObject(initial.id, initial).data ?? initial;
  const { filter, sort } = addressFrom(search, hash);
  const href = hrefOf({ filter, sort }, {});
  const around = useQuery({
    queryKey: ["neighbours", object.id, href],
    queryFn: ({ signal }) =>
      api<{ previous: number | null; next: number | null }>(
        "POST",
        `projects/${object.projectId}/objects/neighbours`,
        { objectId: object.id, filter, sort },
        signal,
      ),
    retry: false,
  });
  const go = (id: number | null | undefined) => {
    if (id != null) router.push(`/objects/${id}${href}`);
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest("[role=slider]") !== null) return;
    const key = shortcutFor(event, "object");
    if (key === "previousObject") go(around.data?.previous);
    if (key === "nextObject") go(around.data?.next);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, []);
  return (
    <Container size="xl" py="md">
      <Crumbs
        crumbs={[
          { href: `/samples/${object.sample.id}`, text: object.sample.name },
          { href: `/acquisitions/${object.acquisition.id}`, text: object.acquisition.name },
        ]}
      />
      <Group gap={4} mb="sm" wrap="nowrap">
        <Title order={1} size="h3" style={{ overflowWrap: "anywhere" }}>
          {object.originalId}
        </Title>
        <Button
          component={Link}
          href={`/projects/${object.projectId}/objects${href}`}
          ml="auto"
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconLayoutGrid size={16} />}
          className={classes.back}
        >
          {t("view")}
        </Button>
        <ActionIcon
          variant="subtle"
          color="gray"
          disabled={around.data?.previous == null}
          onClick={() => go(around.data?.previous)}
          aria-label={t("previous")}
          title={t("previous")}
        >
          <IconChevronLeft size={20} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          disabled={around.data?.next == null}
          onClick={() => go(around.data?.next)}
          aria-label={t("next")}
          title={t("next")}
        >
          <IconChevronRight size={20} />
        </ActionIcon>
      </Group>
      <ObjectView object={object} />
    </Container>
  );
}
