"use client";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { PlaceTabs } from "@/components/place-tabs.tsx";

const places = ["people", "workers"] as const;

/** The pages of the site's administration. */
export function AdminTabs() {
  const t = useTranslations("people.adminPlaces");
  const here = usePathname();
  const tabs = places.map((id) => ({ id, href: `/admin/${id}`, label: t(id), isHere: here.startsWith(`/admin/${id}`) }));
  return <PlaceTabs label={t("label")} places={tabs} />;
}
