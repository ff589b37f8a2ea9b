"use client";
import { Anchor, Text } from "@mantine/core";
import { states } from "@nauplius/domain";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { StateBar } from "@/components/state/bar.tsx";
import type { PlacesData, TaxonData } from "../types.ts";
import classes from "./detail.module.css";
import { usePlaces } from "./use-taxon.ts";

const byState = (places: PlacesData) =>
  ({
    unclassified: 0,
    predicted: 0,
    dubious: 0,
    validated: 0,
    ...Object.fromEntries(states.flatMap((s) => (places.states[s] === undefined ? [] : [[s, places.states[s]]]))),
  }) as const;

const gridOf = (project: number, taxon: number): string => `/projects/${project}/objects?taxon=${taxon}&below=1`;

/** Counts, and the projects that hold objects, as far as the reader may know of them. */
export function Places({ taxon }: { taxon: TaxonData }) {
  const t = useTranslations("taxonomy.detail");
  const format = useFormatter();
  const { data } = usePlaces(taxon.id, taxon.projectId ?? undefined);
  if (data === undefined) return null;
  return (
    <section>
      <h2 className={classes.heading}>{t("found")}</h2>
      {data.total === 0 ? (
        <Text size="sm" c="dimmed">
          {t("nowhere")}
        </Text>
      ) : (
        <>
          <Text size="sm" mb={6}>
            {t("objects", { own: data.own, total: data.total })}
          </Text>
          <StateBar counts={byState(data)} />
          <table className={classes.table}>
            <thead>
              <tr>
                <th>{t("project")}</th>
                <th className={classes.number}>{t("validated")}</th>
                <th className={classes.number}>{t("count")}</th>
              </tr>
            </thead>
            <tbody>
              {data.projects.map((place) => (
                <tr key={place.projectId}>
                  <td>
                    <Anchor
                      component={Link}
                      href={place.showsObjects ? gridOf(place.projectId, taxon.id) : `/projects/${place.projectId}`}
                      size="sm"
                    >
                      {place.title}
                    </Anchor>
                  </td>
                  <td className={classes.number}>{format.number(place.validated)}</td>
                  <td className={classes.number}>{format.number(place.objects)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}
