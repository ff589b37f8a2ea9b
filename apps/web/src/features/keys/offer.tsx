"use client";
import { Button, Text } from "@mantine/core";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import classes from "./keys.module.css";

/** Where the practice is, and the way back from it. */
export const practiceHref = (back: string): string => `/practice?back=${encodeURIComponent(back)}`;

/** On the first visit: the practice is there. Whoever does not want it is not asked again. */
export function PracticeOffer() {
  const t = useTranslations("keys.offer");
  const path = usePathname();
  const [isGone, setGone] = useState(false);
  if (isGone) return null;
  return (
    <section className={classes.offer} aria-label={t("title")}>
      <Text size="sm">{t("text")}</Text>
      <Button size="compact-sm" component={Link} href={practiceHref(path)}>
        {t("practise")}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        onClick={() => {
          setGone(true);
          void api("POST", "practice/keys", { declined: true }).catch(() => undefined);
        }}
      >
        {t("notNow")}
      </Button>
    </section>
  );
}
