"use client";
import { Text } from "@mantine/core";
import type { similarObjects } from "@nauplius/services";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { StateMark } from "@/components/state/mark.tsx";
import classes from "./object.module.css";

type Found = Extract<Awaited<ReturnType<typeof similarObjects.call>>, { ok: true }>["value"];

/** The objects that lie nearest to this one for the network that looked at both. */
export function Similar({ id }: { readonly id: number }) {
  const t = useTranslations("object");
  const format = useFormatter();
  const { data } = useQuery({
    queryKey: ["similar", id],
    queryFn: ({ signal }) => api<Found>("GET", `objects/${id}/similar`, undefined, signal),
  });
  if (data === undefined) return null;
  return (
    <div>
      <Text size="sm" fw={600}>
        {t("similar")}{" "}
        <Text span size="xs" c="dimmed">
          {data.objects.length > 0 && t("similarOf", { searched: data.searched })}
        </Text>
      </Text>
      {data.objects.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("similarNone")}
        </Text>
      )}
      <div className={classes.similar}>
        {data.objects.map((object) => (
          <Link
            key={object.id}
            href={`/objects/${object.id}`}
            className={classes.nearest}
            title={`${object.taxon ?? t("noTaxon")} · ${format.number(object.likeness, { style: "percent" })}`}
          >
            {object.vignetteId !== null && (
              <img src={`/api/vignettes/${object.vignetteId}`} alt={object.originalId} loading="lazy" className={classes.near} />
            )}
            <span className={classes.nearMark}>
              <StateMark state={object.state} proposed={object.proposed} accepted={object.accepted} size={12} />
            </span>
          </Link>
        ))}
      </div>
    </div>
  );
}
