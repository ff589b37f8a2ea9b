"use client";
import { Anchor } from "@mantine/core";
import Link from "next/link";
import { useTranslations } from "next-intl";
import classes from "./crumbs.module.css";

export type Crumb = { readonly href: string; readonly text: string };

/** What a thing lies in, from the outside in. */
export function Crumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }) {
  const t = useTranslations("site");
  if (crumbs.length === 0) return null;
  return (
    <nav className={classes.crumbs} aria-label={t("crumbs")}>
      {crumbs.map((crumb) => (
        <span key={crumb.href}>
          <Anchor component={Link} href={crumb.href} inherit>
            {crumb.text}
          </Anchor>{" "}
          /
        </span>
      ))}
    </nav>
  );
}
