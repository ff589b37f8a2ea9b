"use client";
import { Alert, Anchor, Checkbox, Group } from "@mantine/core";
import { defaultSort, type Filter } from "@nauplius/domain";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { hrefOf } from "@/features/grid/model/view-address.ts";

/** Which view goes out, how many objects it holds, and the way back to it. */
export function OfView({
  projectId,
  filter,
  checked,
  onChange,
}: {
  projectId: number;
  filter: Filter;
  checked: boolean;
  onChange: (on: boolean) => void;
}) {
  const t = useTranslations("export");
  const count = useQuery({
    queryKey: ["view-count", projectId, filter],
    queryFn: () => api<{ objects: number; atLeast: boolean }>("POST", `projects/${projectId}/objects/count`, { filter }),
  });
  return (
    <Alert variant="light">
      <Group justify="space-between">
        <Checkbox label={t("filtered")} checked={checked} onChange={(e) => onChange(e.currentTarget.checked)} />
        <Anchor component={Link} size="sm" href={`/projects/${projectId}/objects${hrefOf({ filter, sort: defaultSort }, {})}`}>
          {count.data === undefined ? t("view") : t(count.data.atLeast ? "viewAtLeast" : "viewHolds", { objects: count.data.objects })}
        </Anchor>
      </Group>
    </Alert>
  );
}
