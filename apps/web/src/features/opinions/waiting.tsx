"use client";
import { Button, Group, Text } from "@mantine/core";
import type { Filter } from "@nauplius/domain";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { api } from "@/components/api.ts";

const kinds = [
  { id: "proposed", filter: { proposed: true } satisfies Filter, query: "proposed=1", act: "decideProposed" },
  { id: "dubious", filter: { states: ["dubious"] } satisfies Filter, query: "state=dubious", act: "decideDubious" },
] as const;

/** Proposals and dubious objects, and where they are decided. */
export function Waiting({ projectId, reviews }: { readonly projectId: number; readonly reviews: boolean }) {
  return kinds.map((kind) => <Kind key={kind.id} projectId={projectId} reviews={reviews} kind={kind} />);
}

type KindProps = { readonly projectId: number; readonly reviews: boolean; readonly kind: (typeof kinds)[number] };

function Kind({ projectId, reviews, kind }: KindProps) {
  const t = useTranslations("opinions.waiting");
  const { data } = useQuery({
    queryKey: ["waiting", projectId, kind.id],
    queryFn: () => api<{ objects: number; atLeast: boolean }>("POST", `projects/${projectId}/objects/count`, { filter: kind.filter }),
  });
  if (data === undefined) return null;
  return (
    <Group justify="space-between" gap="sm">
      <Text size="sm">
        {data.atLeast && `${t("atLeast", { count: data.objects })}: `}
        {t(kind.id, { count: data.objects })}
      </Text>
      {data.objects > 0 && (
        <Button
          component={Link}
          href={`/projects/${projectId}/objects?${kind.query}`}
          size="xs"
          variant={reviews ? "light" : "default"}
          aria-label={reviews ? t(kind.act) : `${t("look")}: ${t(kind.id, { count: data.objects })}`}
        >
          {t(reviews ? "decide" : "look")}
        </Button>
      )}
    </Group>
  );
}
