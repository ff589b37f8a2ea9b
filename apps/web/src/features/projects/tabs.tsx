"use client";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { PlaceTabs, PlaceTitle } from "@/components/place-tabs.tsx";
import { type PlaceId, places } from "./places.ts";

type Props = { id: number; title: string; shown: readonly PlaceId[]; part?: PlaceId | undefined };

/** The name of a project and its pages. `part`: the page that what is looked at belongs to, where the address does not say it. */
export function ProjectTabs({ id, title, shown, part }: Props) {
  const t = useTranslations("projects.places");
  const here = usePathname();
  const root = `/projects/${id}`;
  const tabs = places
    .filter((place) => shown.includes(place.id))
    .map(({ id: place, path }) => ({
      id: place,
      href: root + path,
      label: t(place),
      isHere: place === part || (path === "" ? here === root : here.startsWith(root + path)),
    }));
  return (
    <PlaceTabs label={title} places={tabs}>
      <PlaceTitle href={root} title={title} />
    </PlaceTabs>
  );
}
