"use client";
import { ActionIcon, Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { mostCommentLetters } from "@nauplius/domain";
import { IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import type { ShownComment } from "./types.ts";

/** What members say about an object, beside its label. */
export function ObjectComments({ id }: { readonly id: number }) {
  const t = useTranslations("opinions.comments");
  const format = useFormatter();
  const queries = useQueryClient();
  const [text, setText] = useState("");
  // A field that silently cuts what is pasted would lose the end of it.
  const isTooLong = text.trim().length > mostCommentLetters;
  const key = ["comments", id];
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => api<(ShownComment & { removable: boolean })[]>("GET", `objects/${id}/comments`),
    retry: false,
  });
  const after = {
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
    onError: (error: Error) => notifications.show({ color: "red", message: error.message }),
  };
  const add = useMutation({ mutationFn: () => api("POST", `objects/${id}/comments`, { text }), ...after });
  const remove = useMutation({ mutationFn: (comment: number) => api("DELETE", `comments/${comment}`), ...after });
  if (data === undefined) return null;
  return (
    <section aria-label={t("title")}>
      <Text size="xs" fw={600} c="dimmed" mb={6}>
        {t("title")}
      </Text>
      <Stack gap={8}>
        {data.map((comment) => (
          <Group key={comment.id} justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
            <div>
              <Text size="sm" style={{ overflowWrap: "anywhere", whiteSpace: "pre-line" }}>
                {comment.text}
              </Text>
              <Text size="xs" c="dimmed">
                {comment.name ?? t("somebody")} · {format.dateTime(new Date(comment.at), { dateStyle: "medium", timeStyle: "short" })}
              </Text>
            </div>
            {comment.removable && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                onClick={() => remove.mutate(comment.id)}
                aria-label={t("remove", { name: comment.name ?? t("somebody") })}
              >
                <IconTrash size={14} />
              </ActionIcon>
            )}
          </Group>
        ))}
        <form
          method="post"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() !== "" && !isTooLong) add.mutate(undefined, { onSuccess: () => setText("") });
          }}
        >
          <Group gap={6} align="flex-end" wrap="nowrap">
            <Textarea
              size="xs"
              autosize
              minRows={1}
              maxRows={6}
              error={isTooLong && t("tooLong", { most: mostCommentLetters, count: text.length })}
              aria-label={t("text")}
              placeholder={t("text")}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              // Letters typed here are words, never keys of the page.
              onKeyDown={(event) => event.stopPropagation()}
              style={{ flex: 1 }}
            />
            <Button size="xs" type="submit" variant="light" disabled={text.trim() === "" || isTooLong} loading={add.isPending}>
              {t("add")}
            </Button>
          </Group>
        </form>
      </Stack>
    </section>
  );
}
