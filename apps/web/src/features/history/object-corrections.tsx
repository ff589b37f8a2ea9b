"use client";
import { Text } from "@mantine/core";
import type { ObjectCorrection } from "@nauplius/services";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import type { Wire } from "@/server/wire.ts";
import classes from "./history.module.css";
import { editText } from "./sentence.ts";

/** Corrections of an object and of what stands above it; nothing is shown where there were none, or to who may not see them. */
export function ObjectCorrections({ id }: { readonly id: number }) {
  const t = useTranslations("history");
  const format = useFormatter();
  const corrections = useQuery({
    queryKey: ["object", id, "corrections"],
    queryFn: () => api<Wire<ObjectCorrection>[]>("GET", `objects/${id}/corrections`),
    retry: false,
  });
  if (corrections.data === undefined || corrections.data.length === 0) return null;
  return (
    <section aria-label={t("corrections")}>
      <Text size="xs" fw={600} c="dimmed" mb={6}>
        {t("corrections")}
      </Text>
      <ol className={classes.small}>
        {corrections.data.map((c) => (
          <li key={c.id}>
            <Text size="sm">{editText(c, t)}</Text>
            <Text size="xs" c="dimmed">
              {c.byName ?? t("nobody")} · {format.dateTime(new Date(c.at), { dateStyle: "medium", timeStyle: "short" })}
            </Text>
          </li>
        ))}
      </ol>
    </section>
  );
}
