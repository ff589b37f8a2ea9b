"use client";
import { Anchor, Text } from "@mantine/core";
import type { similarObjects } from "@nauplius/services";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { StateMark } from "@/components/state/mark.tsx";
import classes from "./object.module.css";

type Found = Extract<Awaited<ReturnType<typeof similarObjects.call>>, { ok: true }>["value"];

type Props = { readonly id: number; readonly projectId: number; readonly validated?: boolean };

/** The objects that lie nearest to this one for the network that looked at both; of the validated ones eight, with their taxa. */
export function Similar({ id, projectId, validated = false }: Props) {
  const t = useTranslations("object");
  const format = useFormatter();
  const { data } = useQuery({
    queryKey: ["similar", id, validated],
    queryFn: ({ signal }) => api<Found>("GET", `objects/${id}/similar${validated ? "?validated=true&limit=8" : ""}`, undefined, signal),
  });
  if (data === undefined) return null;
  return (
    <div>
      <Text size="sm" fw={600}>
        {t(validated ? "similarValidated" : "similar")}{" "}
        <Text span size="xs" c="dimmed">
          {data.objects.length > 0 && t("similarOf", { searched: data.searched })}
        </Text>
      </Text>
      {data.objects.length === 0 && (
        <Text size="sm" c="dimmed">
          {t(validated ? "similarNoneValidated" : "similarNone")}
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
            {validated && <span className={classes.nearTaxon}>{object.taxon}</span>}
            <span className={classes.nearMark}>
              <StateMark state={object.state} proposed={object.proposed} accepted={object.accepted} size={12} />
            </span>
          </Link>
        ))}
      </div>
      {!validated && data.objects.length > 0 && (
        <Anchor component={Link} size="sm" href={`/projects/${projectId}/objects?like=${id}&sort=likeness&down=1`}>
          {t("similarAll")}
        </Anchor>
      )}
    </div>
  );
}
