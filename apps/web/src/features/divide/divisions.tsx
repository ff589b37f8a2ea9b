"use client";
import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Fragment } from "react";
import { api } from "@/components/api.ts";
import { newBatch } from "@/features/correct/use-correction.tsx";
import type { DivisionOfObject } from "./types.ts";

type Props = { readonly id: number; readonly mayDivide: boolean };

/** What an object was made of and what was made of it, with the way back; and the way to separate it. */
export function Divisions({ id, mayDivide }: Props) {
  const t = useTranslations("divide");
  const { data = [] } = useQuery({
    queryKey: ["divisions", id],
    queryFn: () => api<DivisionOfObject[]>("GET", `objects/${id}/divisions`),
  });
  const isRetired = data.some(({ members }) => members.some((member) => member.id === id && member.stands === "retired"));
  if (data.length === 0 && !mayDivide) return null;
  return (
    <Stack gap={6}>
      {isRetired && (
        <Text size="sm" fw={500}>
          {t("isRetired")}
        </Text>
      )}
      {data.map((division) => (
        <One key={division.id} of={id} division={division} mayDivide={mayDivide} />
      ))}
      {mayDivide && !isRetired && (
        <Button component={Link} href={`/objects/${id}/separate`} size="compact-sm" variant="default" w="fit-content">
          {t("open")}
        </Button>
      )}
    </Stack>
  );
}

type OneProps = { readonly of: number; readonly division: DivisionOfObject; readonly mayDivide: boolean };

function One({ of, division, mayDivide }: OneProps) {
  const t = useTranslations("divide");
  const format = useFormatter();
  const queries = useQueryClient();
  const { id, kind, members, byName, at, undoneAt } = division;
  const own = members.find((member) => member.id === of)?.part;
  const others = members.filter((member) => member.part !== own);
  const putBack = useMutation({
    mutationFn: () => api("POST", `divisions/${id}/put-back`, { batchId: newBatch() }),
    onSuccess: async () => {
      notifications.show({ message: t("isBack") });
      await queries.invalidateQueries();
    },
    onError: (error) => notifications.show({ color: "red", message: error.message }),
  });
  return (
    <div>
      <Text size="sm">
        {t(`${kind}.${own ?? "parent"}`)}{" "}
        {others.map((member, n) => (
          <Fragment key={member.id}>
            {n > 0 && ", "}
            <Anchor component={Link} href={`/objects/${member.id}`} inherit>
              {member.originalId}
            </Anchor>
          </Fragment>
        ))}
      </Text>
      <Group gap="xs">
        <Text size="xs" c="dimmed">
          {[byName, format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "short" }), undoneAt === null ? null : t("wasPutBack")]
            .filter((word) => word !== null)
            .join(" · ")}
        </Text>
        {mayDivide && undoneAt === null && (
          <Button size="compact-xs" variant="subtle" loading={putBack.isPending} onClick={() => putBack.mutate()}>
            {t("putBack")}
          </Button>
        )}
      </Group>
    </div>
  );
}
