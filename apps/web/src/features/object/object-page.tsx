"use client";
import { ActionIcon, Button, Container, Group, Title } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconLayoutGrid } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { api } from "@/components/api.ts";
import { Crumbs } from "@/components/crumbs.tsx";
import { Saved } from "@/features/grid/components/saved.tsx";
import { useKeys } from "@/features/grid/hooks/use-keys.ts";
import { addressFrom, hrefOf } from "@/features/grid/model/view-address.ts";
import classes from "./object.module.css";
import { ObjectView } from "./object-view.tsx";
import { useDeciding } from "./use-deciding.ts";
import { type ObjectPage as Data, useObject } from "./use-object.ts";

const subscribe = (listener: () => void) => {
  addEventListener("hashchange", listener);
  return () => removeEventListener("hashchange", listener);
};

/** An object at its permanent address; with a view in the address one leafs through that view. */
export function ObjectPage({ object: initial, userId }: { readonly object: Data; readonly userId: string | null }) {
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
  useKeys("object", { previousObject: () => go(around.data?.previous), nextObject: () => go(around.data?.next) });
  const { deciding, open } = useDeciding({ object, userId, onShow: go });
  return (
    <Container size="xl" py="md">
      <Crumbs
        crumbs={[
          { href: `/samples/${object.sample.id}`, text: object.sample.name },
          { href: `/acquisitions/${object.acquisition.id}`, text: object.acquisition.name },
        ]}
      />
      <Group gap={4} mb="sm" className={classes.title}>
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
        {deciding !== null && <Saved open={open} />}
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
      <ObjectView object={object} deciding={deciding} />
    </Container>
  );
}
