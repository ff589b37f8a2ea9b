"use client";
import { Group } from "@mantine/core";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import classes from "./admin-tabs.module.css";

const places = [
  { id: "people", path: "/admin/people" },
  { id: "workers", path: "/admin/workers" },
] as const;

/** The pages of the site's administration. */
export function AdminTabs() {
  const t = useTranslations("people.adminPlaces");
  const path = usePathname();
  return (
    <Group component="nav" className={classes.line} gap={0} wrap="nowrap" aria-label={t("label")}>
      {places.map((place) => (
        <Link key={place.id} href={place.path} className={classes.tab} aria-current={path.startsWith(place.path) ? "page" : undefined}>
          {t(place.id)}
        </Link>
      ))}
    </Group>
  );
}
