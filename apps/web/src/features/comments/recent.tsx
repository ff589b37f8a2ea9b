"use client";
import { Anchor, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import type { ShownComment } from "./types.ts";

/** What was last said about objects of a project. */
export function RecentComments({ projectId }: { readonly projectId: number }) {
  const t = useTranslations("opinions.comments");
  const format = useFormatter();
  const { data } = useQuery({
    queryKey: ["comments", "of", projectId],
    queryFn: () => api<ShownComment[]>("GET", `projects/${projectId}/comments`),
  });
  if (data?.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t("none")}
      </Text>
    );
  return (
    <Stack gap="xs">
      {data?.map((comment) => (
        <div key={comment.id}>
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {comment.text}
          </Text>
          <Text size="xs" c="dimmed">
            {comment.name ?? t("somebody")} · {format.dateTime(new Date(comment.at), { dateStyle: "medium", timeStyle: "short" })} ·{" "}
            <Anchor component={Link} href={`/objects/${comment.objectId}`} inherit>
              {comment.originalId}
            </Anchor>
          </Text>
        </div>
      ))}
    </Stack>
  );
}
