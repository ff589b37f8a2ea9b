"use client";
import { Button, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { PageFrame } from "@/components/page-frame.tsx";
import { EventList } from "./detail/history.tsx";
import type { TaxonEvent } from "./types.ts";

const pageSize = 50;

/** What editors did to the tree, newest first. */
export function SiteHistory() {
  const t = useTranslations("taxonomy.history");
  const words = useTranslations("taxonomy");
  const pages = useInfiniteQuery({
    queryKey: ["taxon", "site-history"],
    queryFn: ({ pageParam }) => api<TaxonEvent[]>("GET", `taxa/history?limit=${pageSize}${pageParam === 0 ? "" : `&before=${pageParam}`}`),
    initialPageParam: 0,
    getNextPageParam: (last) => (last.length < pageSize ? undefined : last.at(-1)?.id),
  });
  const events = pages.data?.pages.flat() ?? [];
  return (
    <PageFrame title={t("siteTitle")} crumbs={[{ href: "/taxonomy", text: words("title") }]}>
      {pages.isSuccess && events.length === 0 && <Text c="dimmed">{t("none")}</Text>}
      <EventList events={events} withTaxon />
      {pages.hasNextPage && (
        <Button mt="md" variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </PageFrame>
  );
}
