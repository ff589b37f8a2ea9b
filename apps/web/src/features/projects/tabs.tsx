"use client";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { PlaceTabs, PlaceTitle } from "@/components/place-tabs.tsx";
import { type PlaceId, places } from "./places.ts";

/** The name of a project and its pages. */
export function ProjectTabs({ id, title, shown }: { id: number; title: string; shown: readonly PlaceId[] }) {
  const t = useTranslations("projects.places");
  const here = usePathname();
  const root = `/projects/${id}`;
  const tabs = places
    .filter((place) => shown.includes(place.id))
    .map(({ id: place, path }) => ({
      id: place,
      href: root + path,
      label: t(place),
      isHere: path === "" ? here === root : here.startsWith(root + path),
    }));
  return (
    <PlaceTabs label={title} places={tabs}>
      <PlaceTitle href={root} title={title} />
    </PlaceTabs>
  );
}
