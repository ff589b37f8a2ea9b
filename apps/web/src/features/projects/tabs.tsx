"use client";
import { Group, Text } from "@mantine/core";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { type PlaceId, places } from "./places.ts";
import classes from "./tabs.module.css";

/** The line below the header in a project: its name and its pages. */
export function ProjectTabs({ id, title, shown }: { id: number; title: string; shown: readonly PlaceId[] }) {
  const t = useTranslations("projects.places");
  const path = usePathname();
  const root = `/projects/${id}`;
  const isHere = (place: string) => (place === "" ? path === root : path.startsWith(root + place));
  return (
    <Group component="nav" className={classes.line} gap={0} wrap="nowrap" aria-label={title}>
      <Text component={Link} href={root} className={classes.title} title={title}>
        {title}
      </Text>
      {places
        .filter((place) => shown.includes(place.id))
        .map((place) => (
          <Link
            key={place.id}
            href={root + place.path}
            className={classes.tab}
            data-here={isHere(place.path) || undefined}
            aria-current={isHere(place.path) ? "page" : undefined}
          >
            {t(place.id)}
          </Link>
        ))}
    </Group>
  );
}
